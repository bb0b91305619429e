package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: one lock name and how it is wanted. Requests are immutable values; each wither returns a changed
 * copy, so that a call reads as a sentence:
 *
 * <pre>{@code LockRequest.of("order:42").waitAtMost(ofSeconds(2)).leaseFor(ofSeconds(30))}</pre>
 *
 * @param name       what is locked: 1 to 512 bytes of UTF-8, any character, not blank
 * @param waitAtMost how long to wait for a busy lock, 0 to 366 days; 0 = one true try; default 2 s
 * @param leaseFor   how long the lock outlives a crashed holder, 10 ms to 366 days; default 30 s
 * @param renewed    whether the lease is renewed at a third of it while its holder lives; default true. A lease that is not
 *                   renewed ends when it says, whether or not its holder is done
 * @param minHold    how long the lock stays taken at least, counted from the grant, even after its release or loss; default 0. At most the lease
 *                   where that is not renewed
 * @param label      a name for logs and metrics, or null; it never enters the store
 * @param owner      on whose behalf the request is made, compared with {@code equals}, or null. Null means the calling thread
 *                   in blocking calls, and nobody (never reentrant) in asynchronous ones
 */
public record LockRequest(
        String name,
        Duration waitAtMost,
        Duration leaseFor,
        boolean renewed,
        Duration minHold,
        @Nullable String label,
        @Nullable Object owner) {

    /** The wait where none is given: 2 s. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);

    /** The lease where none is given: 30 s. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /** The shortest lease that makes sense over a network: 10 ms. */
    public static final Duration MIN_LEASE = Duration.ofMillis(10);

    static final Duration MAX_TIME = Duration.ofDays(366);

    /**
     * Checks every component.
     *
     * @param name what is locked
     * @param waitAtMost how long to wait
     * @param leaseFor how long the lock outlives a crashed holder
     * @param renewed whether the lease is renewed
     * @param minHold how long the lock stays taken at least
     * @param label a name for logs and metrics, or null
     * @param owner on whose behalf the request is made, or null
     * @throws LockUsageException if one is out of its range; the message names it, its value and the limit
     */
    public LockRequest {
        LockName.check(name);
        checkRange("waitAtMost", name, waitAtMost, Duration.ZERO);
        checkLease(name, leaseFor);
        checkRange("minHold", name, minHold, Duration.ZERO);
    }

    /**
     * Starts a request with the defaults.
     *
     * @param name what to lock
     * @return a request that waits 2 s for a renewed lease of 30 s
     * @throws LockUsageException if the name is blank, too long or not valid Unicode
     */
    public static LockRequest of(String name) {
        return new LockRequest(name, DEFAULT_WAIT, DEFAULT_LEASE, true, Duration.ZERO, null, null);
    }

    /**
     * Changes how long to wait for a busy lock.
     *
     * @param wait 0 (one true try) to 366 days
     * @return the changed copy
     */
    public LockRequest waitAtMost(Duration wait) {
        return new LockRequest(name, wait, leaseFor, renewed, minHold, label, owner);
    }

    /**
     * Changes how long the lock outlives a crashed holder.
     *
     * @param lease 10 ms to 366 days
     * @return the changed copy
     */
    public LockRequest leaseFor(Duration lease) {
        return new LockRequest(name, waitAtMost, lease, renewed, minHold, label, owner);
    }

    /**
     * Changes whether the lease is renewed while its holder lives.
     *
     * @param renew false for a lease that ends when it says
     * @return the changed copy
     */
    public LockRequest renewed(boolean renew) {
        return new LockRequest(name, waitAtMost, leaseFor, renew, minHold, label, owner);
    }

    /**
     * Changes how long the lock stays taken at least, even after its release. Late duplicates of the work then find it busy.
     *
     * @param hold counted from the grant; 0 to 366 days
     * @return the changed copy
     */
    public LockRequest minHold(Duration hold) {
        return new LockRequest(name, waitAtMost, leaseFor, renewed, hold, label, owner);
    }

    /**
     * Changes the name that logs and metrics show.
     *
     * @param text a name of low cardinality
     * @return the changed copy
     */
    public LockRequest label(String text) {
        return new LockRequest(name, waitAtMost, leaseFor, renewed, minHold, text, owner);
    }

    /**
     * Changes on whose behalf the request is made. While an owner holds a name, its next request for that name is granted
     * at once, as a nested lease.
     *
     * @param who any value with {@code equals} and {@code hashCode}
     * @return the changed copy
     */
    public LockRequest ownedBy(Object who) {
        return new LockRequest(name, waitAtMost, leaseFor, renewed, minHold, label, who);
    }

    /** Checks what withers, whose order is free, cannot: that the components fit each other. */
    void checkTogether() {
        if (!renewed && minHold.compareTo(leaseFor) > 0) {
            throw new LockUsageException("minHold of lock " + Display.name(name) + " is " + Display.duration(minHold)
                    + ", longer than its lease of " + Display.duration(leaseFor)
                    + ", which is not renewed; give a lease that is at least as long.");
        }
    }

    static void checkLease(String name, Duration lease) {
        checkRange("leaseFor", name, lease, MIN_LEASE);
    }

    private static void checkRange(String what, String name, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(MAX_TIME) > 0) {
            throw new LockUsageException(what + " of lock " + Display.name(name) + " is " + value
                    + ", but must be between " + Display.duration(min) + " and " + MAX_TIME.toDays() + " days.");
        }
    }
}
