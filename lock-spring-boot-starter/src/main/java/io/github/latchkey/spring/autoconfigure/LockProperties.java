package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockMode;
import io.github.latchkey.spring.Guard;
import io.github.latchkey.spring.LockOverrides;
import io.github.latchkey.spring.OnBusy;
import io.github.latchkey.spring.OnLost;
import io.github.latchkey.spring.OnOutage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings of one declared name. What is not set stays as the annotation says.
 *
 * @param waitAtMost How long to wait for a busy lock; zero is one true try.
 * @param lease      How long the lock outlives a crashed holder.
 * @param renew      Whether to renew the lease while the method runs.
 * @param minHold    How long the lock stays taken at least, even after its method has ended.
 * @param maxHold    How long the lock is held at the most.
 * @param mode       Whom a holder tolerates beside itself.
 * @param permits    How many may hold the lock at the same time; 0 = the mode decides.
 * @param fair       Whether to give waiters the lock strictly in the order of their arrival.
 * @param replicas   How many replicas of Redis must have a grant or a renewal before it counts.
 * @param onBusy     What to do where somebody else has the lock for the whole wait.
 * @param onLost     What to do where the lock is lost while the method runs.
 * @param guard      What keeps a holder that has lost its lock from committing.
 * @param onOutage   What to do while Redis cannot say whether the lock is free.
 */
public record LockProperties(
        @Nullable @Name("wait") Duration waitAtMost,
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

    LockOverrides overrides() {
        return new LockOverrides(
                waitAtMost,
                lease,
                renew,
                minHold,
                maxHold,
                mode,
                permits,
                fair,
                replicas,
                onBusy,
                onLost,
                guard,
                onOutage);
    }
}
