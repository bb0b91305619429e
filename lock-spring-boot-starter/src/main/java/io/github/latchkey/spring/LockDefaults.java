package io.github.latchkey.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What applies to all declarations, or where one says nothing.
 *
 * @param waitAtMost    how long to wait for a busy lock
 * @param lease         how long a lock outlives a crashed holder
 * @param minLease      the shortest lease that can be renewed in time: three command timeouts
 * @param minHold       how long a lock stays taken at least
 * @param maxHold       how long a lock is held at the most, or null for as long as its method runs
 * @param replicas      how many replicas of Redis must have a grant or a renewal before it counts
 * @param onOutage      what to do while the store cannot say
 * @param inTransaction what to do in a transaction that is running already
 * @param order         the place of the lock among other advisors; a lower one is further out
 * @param locks         what is set for declared names, and wins over their annotations
 */
public record LockDefaults(
        Duration waitAtMost,
        Duration lease,
        Duration minLease,
        Duration minHold,
        @Nullable Duration maxHold,
        int replicas,
        OnOutage onOutage,
        InTransaction inTransaction,
        int order,
        Map<String, LockOverrides> locks) {

    /** How long a caller waits at the most for the answer to a release. */
    Duration releaseWait() {
        return minLease.dividedBy(3);
    }
}
