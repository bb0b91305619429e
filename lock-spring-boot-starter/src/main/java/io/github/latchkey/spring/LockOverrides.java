package io.github.latchkey.spring;

import io.github.latchkey.LockMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration sets for one declared name; null leaves it to the annotation.
 *
 * @param waitAtMost how long to wait for a busy lock
 * @param lease      how long the lock outlives a crashed holder
 * @param renew      whether the lease is renewed
 * @param minHold    how long the lock stays taken at least
 * @param maxHold    how long the lock is held at the most
 * @param mode       whom a holder tolerates
 * @param permits    how many may hold the lock
 * @param fair       whether waiters get the lock in the order of their arrival
 * @param replicas   how many replicas of Redis must have a grant or a renewal before it counts
 * @param onBusy     what to do where somebody else has the lock
 * @param onLost     what to do where the lock is lost
 * @param guard      what keeps a holder that has lost its lock from committing
 * @param onOutage   what to do while the store cannot say
 */
public record LockOverrides(
        @Nullable Duration waitAtMost,
        @Nullable Duration lease,
        @Nullable Boolean renew,
        @Nullable Duration minHold,
        @Nullable Duration maxHold,
        @Nullable LockMode mode,
        @Nullable Integer permits,
        @Nullable Boolean fair,
        @Nullable Integer replicas,
        @Nullable OnBusy onBusy,
        @Nullable OnLost onLost,
        @Nullable Guard guard,
        @Nullable OnOutage onOutage) {

    /** Nothing is set. */
    static final LockOverrides NONE =
            new LockOverrides(null, null, null, null, null, null, null, null, null, null, null, null, null);
}
