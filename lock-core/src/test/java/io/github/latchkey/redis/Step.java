package io.github.latchkey.redis;

import io.github.latchkey.Busy;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One command of a history that several stores go through. */
sealed interface Step {

    /** The lock whose tokens and arrivals the answer tells; any where it tells none. */
    String name();

    /** Sends the command, and returns the store's answer. */
    CompletionStage<?> on(Side side);

    /** A store that goes through the history, and the arrivals that it told its owners. */
    record Side(LockStore store, Map<String, Long> arrivals) {

        Side(LockStore store) {
            this(store, new HashMap<>());
        }
    }

    /** A look, with the arrival that the store told before, or without. */
    record Acquire(Stand stand, boolean waits, boolean arrives, @Nullable Stand old, boolean oldMayHaveCopies)
            implements Step {

        @Override
        public String name() {
            return stand.name();
        }

        @Override
        public CompletionStage<?> on(Side side) {
            long arrival = arrives ? side.arrivals.getOrDefault(stand.owner(), 0L) : 0;
            return side.store
                    .acquire(new Look(stand, waits, arrival, old, oldMayHaveCopies))
                    .thenApply(answer -> {
                        if (answer instanceof Busy busy && busy.arrival() != 0) {
                            side.arrivals.put(stand.owner(), busy.arrival());
                        }
                        return answer;
                    });
        }
    }

    /** A release, a cancellation or a loss. */
    record Retire(Stand stand, Duration keep, boolean tombstone) implements Step {

        @Override
        public String name() {
            return stand.name();
        }

        @Override
        public CompletionStage<?> on(Side side) {
            return side.store.retire(stand, keep, tombstone);
        }
    }

    /** A renewal of leases that may have ended, or never begun. */
    record Renew(List<Stand> stands) implements Step {

        @Override
        public String name() {
            return stands.get(0).name();
        }

        @Override
        public CompletionStage<?> on(Side side) {
            List<CompletableFuture<Boolean>> answers = side.store.renew(stands).stream()
                    .map(answer -> answer.toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done ->
                            answers.stream().map(CompletableFuture::join).toList());
        }
    }

    /** A look at who is in. */
    record Inspect(String name) implements Step {

        @Override
        public CompletionStage<?> on(Side side) {
            return side.store.inspect(name);
        }
    }
}
