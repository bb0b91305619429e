package io.github.latchkey.spring.metrics;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.spring.LockedCallObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observes calls of locked methods, so that traces show how long a call waited for its lock, and what it did under it. The
 * observations are {@code latchkey.call.wait} and {@code latchkey.call.hold}: not the names of {@link LockMetrics}, for an observation
 * becomes a timer of its name with other tags. A busy lock is an outcome and not an error.
 */
public final class LockObservations implements LockedCallObserver {

    private final ObservationRegistry registry;
    private final Consumer<String> unlocked;

    /**
     * Creates an observer.
     *
     * @param registry whose handlers hear of it; nothing is built where it has none
     * @param unlocked is told the declared name of each call that ran without its lock
     */
    public LockObservations(ObservationRegistry registry, Consumer<String> unlocked) {
        this.registry = registry;
        this.unlocked = unlocked;
    }

    @Override
    public Phase begin(Step step, String lock, List<String> names) {
        if (registry.isNoop()) {
            return Phase.NONE;
        }
        boolean waits = step == Step.WAIT;
        Observation observation = Observation.createNotStarted(
                        waits ? "latchkey.call.wait" : "latchkey.call.hold", registry)
                .contextualName((waits ? "wait for lock " : "hold lock ") + lock)
                .lowCardinalityKeyValue("lock", lock)
                .highCardinalityKeyValue("lock.key", String.join(", ", names));
        return new Observed(observation.start(), waits);
    }

    @Override
    public void proceedsUnlocked(String lock, LockStoreException outage) {
        unlocked.accept(lock);
    }

    private static final class Observed implements Phase {

        private final Observation observation;
        private final boolean waits;
        private Observation.@Nullable Scope scope;

        Observed(Observation observation, boolean waits) {
            this.observation = observation;
            this.waits = waits;
        }

        @Override
        public void enter() {
            scope = observation.openScope();
        }

        @Override
        public void leave() {
            if (scope != null) {
                scope.close();
            }
        }

        @Override
        public void end(@Nullable Throwable failure) {
            boolean busy = waits && failure instanceof LockBusyException;
            if (waits) {
                observation.lowCardinalityKeyValue("outcome", failure == null ? "acquired" : busy ? "busy" : "failed");
            }
            if (failure != null && !busy) {
                observation.error(failure);
            }
            observation.stop();
        }
    }
}
