package io.github.latchkey.fault;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Locks that are broken in the ways in which locks on Redis usually are. The suite is good if it finds each of them. */
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

    /** Unlock by DEL: frees the lock, whoever has it. */
    static LockStore unlockingByDel(LockStore store) {
        return new ForwardingStore(store) {
            @Override
            public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
                return super.inspect(stand.name())
                        .thenCompose(state -> super.retire(holding(state, stand), keep, tombstone));
            }

            private static Stand holding(LockState state, Stand stand) {
                return new Stand(stand.name(), state.heldBy().orElse(stand.owner()), stand.lease());
            }
        };
    }

    /** Tokens that do not grow. */
    static LockStore withConstantToken(LockStore store) {
        return new ForwardingStore(store) {
            @Override
            public CompletionStage<Acquisition> acquire(Look look) {
                return super.acquire(look)
                        .thenApply(answer ->
                                answer instanceof Granted granted ? new Granted(1, granted.validFor(), false) : answer);
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

    /** No local deadline: a holder trusts its lock until somebody tells it otherwise. */
    static LockStore withoutDeadline(LockStore store) {
        return new ForwardingStore(store) {
            @Override
            public CompletionStage<Acquisition> acquire(Look look) {
                return super.acquire(look)
                        .thenApply(answer -> answer instanceof Granted granted
                                ? new Granted(granted.token(), Duration.ofDays(1), false)
                                : answer);
            }
        };
    }
}
