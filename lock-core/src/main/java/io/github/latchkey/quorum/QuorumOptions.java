package io.github.latchkey.quorum;

import java.time.Duration;

/**
 * How a {@link QuorumLockStore} uses its nodes. An immutable value; the withers return changed copies. All who lock in the same nodes must
 * give the same longest lease.
 *
 * @param nodeTimeout  how long an answer of a node is waited for where the others do not decide without it, 10 ms to 10 s; default
 *                     250 ms. After a tenth of it, the nodes are asked that were spared before
 * @param longestLease the longest lease, extension and minimum hold that may be asked for, 1 s to 1 day; default 1 min. A node that was
 *                     restarted is not counted for that long, because it may have forgotten what it granted
 */
public record QuorumOptions(Duration nodeTimeout, Duration longestLease) {

    // Before the defaults, whose constructor checks against them.
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIN_LONGEST = Duration.ofSeconds(1);
    private static final Duration MAX_LONGEST = Duration.ofDays(1);

    /** A node timeout of 250 ms, and leases of up to 1 min. */
    public static final QuorumOptions DEFAULTS = new QuorumOptions(Duration.ofMillis(250), Duration.ofMinutes(1));

    /**
     * Checks both components.
     *
     * @param nodeTimeout how long an answer of a node is waited for
     * @param longestLease the longest lease that may be asked for
     * @throws IllegalArgumentException if one is out of its range; the message names it, its value and the limit
     */
    public QuorumOptions {
        check("nodeTimeout", nodeTimeout, MIN_TIMEOUT, MAX_TIMEOUT);
        check("longestLease", longestLease, MIN_LONGEST, MAX_LONGEST);
    }

    /**
     * Changes how long an answer of a node is waited for.
     *
     * @param timeout 10 ms to 10 s
     * @return the changed copy
     */
    public QuorumOptions nodeTimeout(Duration timeout) {
        return new QuorumOptions(timeout, longestLease);
    }

    /**
     * Changes the longest lease that may be asked for.
     *
     * @param lease 1 s to 1 day, the same for all who lock in these nodes
     * @return the changed copy
     */
    public QuorumOptions longestLease(Duration lease) {
        return new QuorumOptions(nodeTimeout, lease);
    }

    private static void check(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", but must be between " + least + " and " + most + ".");
        }
    }
}
