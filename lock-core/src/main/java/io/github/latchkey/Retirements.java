package io.github.latchkey;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends stands, and does not let go before the store has answered or the lease has run out by itself.
 *
 * <p>A retire may run twice or late without harm: it compares the owner. Once it had to be sent again, or the store is in
 * doubt since, an answer "not ours" proves nothing, for an earlier copy may have done the work; it then counts as done. Whatever the
 * store fails with may pass, for people mend settings and disks, so it is tried again as long as the lock could still be there.
 */
final class Retirements {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    private final LockStore store;
    private final Timer timer;
    private final Set<CompletableFuture<Boolean>> open = ConcurrentHashMap.newKeySet();

    Retirements(LockStore store, Timer timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Completes with whether the lock was the owner's, never exceptionally. */
    CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        open.add(done);
        done.thenRun(() -> open.remove(done));
        new Retiring(stand, timer.nanoTime(), keep, store.doubts(), done).send(tombstone);
        return done;
    }

    /** Completes when all that is being retired now is answered. */
    CompletableFuture<Boolean> settled() {
        return CompletableFuture.allOf(open.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> true);
    }

    private final class Retiring {

        private final Stand stand;
        private final long keptUntil;
        private final long until;
        private final long doubts;
        private final CompletableFuture<Boolean> done;
        private Duration pause = FIRST_PAUSE;
        private boolean again;

        Retiring(Stand stand, long now, Duration keep, long doubts, CompletableFuture<Boolean> done) {
            this.stand = stand;
            this.keptUntil = now + keep.toNanos();
            this.until = now + stand.lease().toNanos();
            this.doubts = doubts;
            this.done = done;
        }

        void send(boolean tombstone) {
            Duration keep = Duration.ofNanos(Math.max(0, keptUntil - timer.nanoTime()));
            store.retire(stand, keep, tombstone).whenComplete((ours, error) -> {
                if (error == null) {
                    done.complete(ours || again || store.doubts() != doubts);
                } else {
                    failed(StoreFailure.of(error, store));
                }
            });
        }

        private void failed(LockStoreException error) {
            if (timer.nanoTime() - until < 0) {
                again = true;
                timer.after(pause, () -> send(true));
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
                return;
            }
            log.warn(
                    "Lock {} could not be given back, and becomes free when its lease of {} ends: {}",
                    Display.name(stand.name()),
                    Display.duration(stand.lease()),
                    error.getMessage());
            done.complete(true);
        }
    }
}
