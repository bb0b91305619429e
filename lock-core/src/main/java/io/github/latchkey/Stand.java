package io.github.latchkey;

import java.time.Duration;

/**
 * One owner's stand in line for a lock: entered by at most one holder, retired once, never used again.
 *
 * @param name  what is locked
 * @param owner the unique id of this stand: client id, sequence number and mode
 * @param lease how long the lock is to be held without renewal
 */
public record Stand(String name, String owner, Duration lease) {

    private static final Duration MIN_TOMBSTONE = Duration.ofSeconds(60);

    /**
     * Returns how long a grant of this lease can be relied on: less 1 % + 2 ms, by which clocks may drift apart.
     *
     * @return the lease less the drift allowance
     */
    public Duration validFor() {
        return lease.minus(lease.dividedBy(100)).minusMillis(2);
    }

    /**
     * Returns how long the tombstone of this stand is kept, so that late copies of its commands are refused.
     *
     * @return the lease, but at least 60 s
     */
    public Duration tombstoneFor() {
        return lease.compareTo(MIN_TOMBSTONE) > 0 ? lease : MIN_TOMBSTONE;
    }
}
