package io.github.latchkey.fault;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Two ways to break a lock on a real Redis, where the simulation breaks its own in another way; the others are the simulation's. */
final class BrokenStores {

    private BrokenStores() {}

    /** SET without NX: whoever asks gets it. */
    static LockStore withoutNx(LockStore store) {
        return new ForwardingStore(store) {
            @Override
            public CompletionStage<Acquisition> acquire(Look look) {
                return super.acquire(look)
                        .thenCompose(answer -> answer instanceof Busy busy
                                ? takeFrom(busy.holder(), look)
                                : CompletableFuture.completedStage(answer));
            }

            private CompletionStage<Acquisition> takeFrom(String holder, Look look) {
                Stand stand = look.stand();
                return super.retire(new Stand(stand.name(), holder, stand.lease()), Duration.ZERO, false)
                        .thenCompose(gone -> super.acquire(look));
            }
        };
    }

    /** No poll: who was told "busy" is never heard again, as if it waited for a wake-up that was lost. */
    static LockStore withoutPoll(LockStore store) {
        return new ForwardingStore(store) {
            private final Set<String> waiting = ConcurrentHashMap.newKeySet();

            @Override
            public CompletionStage<Acquisition> acquire(Look look) {
                if (waiting.contains(look.stand().owner())) {
                    return new CompletableFuture<>();
                }
                return super.acquire(look).thenApply(answer -> {
                    if (answer instanceof Busy) {
                        waiting.add(look.stand().owner());
                    }
                    return answer;
                });
            }
        };
    }
}
