package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a lock is held, and how safely.
 *
 * @param leaseFor how long the lock outlives a crashed holder, 10 ms to 366 days
 * @param renewed  whether the lease is renewed at a third of it while its holder lives
 * @param minHold  how long the lock stays taken at least, counted from the grant; zero to 366 days
 * @param maxHold  how long it is held at the most, counted from the grant, 10 ms to 366 days; null for any time
 * @param replicas how many replicas of the store must have a grant or a renewal before it counts, 0 to 100
 */
public record LeaseTerms(
        Duration leaseFor, boolean renewed, Duration minHold, @Nullable Duration maxHold, int replicas) {

    private static final int MAX_REPLICAS = 100;

    static final LeaseTerms DEFAULTS = new LeaseTerms(LockRequest.DEFAULT_LEASE, true, Duration.ZERO, null, 0);

    LeaseTerms leaseFor(Duration lease) {
        return new LeaseTerms(lease, renewed, minHold, maxHold, replicas);
    }

    LeaseTerms renewed(boolean renew) {
        return new LeaseTerms(leaseFor, renew, minHold, maxHold, replicas);
    }

    LeaseTerms minHold(Duration hold) {
        return new LeaseTerms(leaseFor, renewed, hold, maxHold, replicas);
    }

    LeaseTerms maxHold(Duration hold) {
        return new LeaseTerms(leaseFor, renewed, minHold, hold, replicas);
    }

    LeaseTerms replicas(int atLeast) {
        return new LeaseTerms(leaseFor, renewed, minHold, maxHold, atLeast);
    }

    void check(String name) {
        LockRequest.checkRange("leaseFor", name, leaseFor, LockRequest.MIN_LEASE);
        LockRequest.checkRange("minHold", name, minHold, Duration.ZERO);
        if (maxHold != null) {
            LockRequest.checkRange("maxHold", name, maxHold, LockRequest.MIN_LEASE);
        }
        if (replicas < 0 || replicas > MAX_REPLICAS) {
            throw new LockUsageException("replicas of lock " + Display.name(name) + " is " + replicas
                    + ", but must be between 0 and " + MAX_REPLICAS + "; at most as many as the store has.");
        }
    }

    /** Checks what withers, whose order is free, cannot: that the times fit each other. */
    void checkTogether(String name) {
        if (!renewed && minHold.compareTo(leaseFor) > 0) {
            throw new LockUsageException("minHold of lock " + Display.name(name) + " is " + Display.duration(minHold)
                    + ", longer than its lease of " + Display.duration(leaseFor)
                    + ", which is not renewed; give a lease that is at least as long.");
        }
        if (maxHold != null && maxHold.compareTo(minHold) < 0) {
            throw new LockUsageException("maxHold of lock " + Display.name(name) + " is " + Display.duration(maxHold)
                    + ", shorter than its minHold of " + Display.duration(minHold)
                    + "; give one that is at least as long.");
        }
    }
}
