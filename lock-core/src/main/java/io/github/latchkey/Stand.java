package io.github.latchkey;

import java.time.Duration;

/**
 * One owner's stand in line for a lock: entered by at most one holder, retired once, never used again.
 *
 * @param name     what is locked
 * @param owner    the unique id of this stand: client id, sequence number and mode
 * @param lease    how long the lock is to be held without renewal
 * @param replicas how many replicas of the store must have a grant or a renewal before it counts; 0 = none
 */
public record Stand(String name, String owner, Duration lease, int replicas) {

    private static final long DRIFT_NANOS = Duration.ofMillis(2).toNanos();
    private static final Duration MIN_TOMBSTONE = Duration.ofSeconds(60);

    /**
     * Creates a stand that counts without replicas.
     *
     * @param name  what is locked
     * @param owner the unique id of this stand
     * @param lease how long the lock is to be held without renewal
     */
    public Stand(String name, String owner, Duration lease) {
        this(name, owner, lease, 0);
    }

    /** The same stand with another lease. */
    Stand leaseFor(Duration other) {
        return new Stand(name, owner, other, replicas);
    }

    /**
     * Returns whether the owner tolerates others of its kind beside itself, as the end of its id says: {@code s} for a reader,
     * {@code p} and a number for one of at most so many permits.
     *
     * @return false for an exclusive owner
     */
    public boolean isShared() {
        int mode = owner.lastIndexOf(':') + 1;
        return mode > 0
                && mode < owner.length()
                && "sp".indexOf(owner.charAt(mode)) >= 0
                && owner.chars().skip(mode + 1L).allMatch(Character::isDigit);
    }

    /**
     * Returns how many owners of this kind can hold the lock at the same time.
     *
     * @return 1 for an exclusive owner, any number for a reader, the number in its id for a permit
     */
    public int atMost() {
        if (!isShared()) {
            return 1;
        }
        String mode = owner.substring(owner.lastIndexOf(':') + 1);
        return mode.charAt(0) == 's' ? Integer.MAX_VALUE : Integer.parseInt(mode.substring(1));
    }

    /**
     * Returns how long a grant of this lease can be relied on: less 1 % + 2 ms, by which clocks may drift apart.
     *
     * @return the lease less the drift allowance
     */
    public Duration validFor() {
        // In whole numbers, for Duration divides in decimals.
        long nanos = lease.toNanos();
        return Duration.ofNanos(nanos - nanos / 100 - DRIFT_NANOS);
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
