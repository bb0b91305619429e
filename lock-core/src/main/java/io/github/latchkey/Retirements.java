package io.github.latchkey;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends stands, and does not let go before the store has answered, or the lease and the place in the queue have run out by themselves.
 *
 * <p>A retire may run twice or late without harm: it compares the owner. Once it had to be sent again, or the store is in
 * doubt since, an answer "not ours" proves nothing, for an earlier copy may have done the work; it then counts as done. Whatever the
 * store fails with may pass, for people mend settings and disks, so it is tried again as long as the lock could still be there, or a
 * place in the queue that would be offered the lock in vain, or late copies of the stand's commands.
 */
final class Retirements {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    private final LockStore store;
    private final Timer timer;
    private final Set<Retiring> open = ConcurrentHashMap.newKeySet();

    Retirements(LockStore store, Timer timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Completes with whether the lock was the owner's, never exceptionally. */
    CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Retiring retiring = new Retiring(stand, timer.nanoTime(), keep, store.doubts());
        open.add(retiring);
        retiring.send(tombstone);
        return retiring;
    }

    /** Completes when all that is being retired now is answered. */
    CompletableFuture<Boolean> settled() {
        return CompletableFuture.allOf(open.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> true);
    }

    private final class Retiring extends CompletableFuture<Boolean> implements BiConsumer<Boolean, Throwable> {

        private final Stand stand;
        private final long keptUntil;
        private final long until;
        private final long doubts;
        private Duration pause = FIRST_PAUSE;
        private boolean again;

        Retiring(Stand stand, long now, Duration keep, long doubts) {
            this.stand = stand;
            this.keptUntil = now + keep.toNanos();
            this.until = now + stand.tombstoneFor().toNanos();
            this.doubts = doubts;
        }

        void send(boolean tombstone) {
            long left = keptUntil - timer.nanoTime();
            Duration keep = left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
            StoreFailure.caught(() -> store.retire(stand, keep, tombstone)).whenComplete(this);
        }

        @Override
        public void accept(@Nullable Boolean ours, @Nullable Throwable error) {
            if (error == null) {
                end(Boolean.TRUE.equals(ours) || again || store.doubts() != doubts);
            } else {
                failed(StoreFailure.of(error, store));
            }
        }

        private void failed(LockStoreException error) {
            if (timer.nanoTime() - until < 0) {
                again |= error.mayHaveRun();
                timer.after(pause, () -> send(true));
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
                return;
            }
            LogLine.of(log.atWarn(), stand.name(), stand.owner())
                    .log(
                            "Lock {} could not be given back for {}, and becomes free when its lease ends: {}",
                            Display.name(stand.name()),
                            Display.duration(stand.tombstoneFor()),
                            error.getMessage());
            end(true);
        }

        private void end(boolean ours) {
            open.remove(this);
            complete(ours);
        }
    }
}
