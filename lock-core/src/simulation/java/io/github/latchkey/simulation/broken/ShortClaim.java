package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers "mine already" without making the lease whole: what was offered for 2 s stays so. */
public final class ShortClaim extends ForwardingStore {

    /** Breaks a store. */
    public ShortClaim(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.inspect(look.stand().name())
                .thenCompose(state -> state.holders().contains(look.stand().owner())
                                && !look.stand().isShared()
                        ? CompletableFuture.completedFuture(
                                new Granted(state.fencingToken(), look.stand().validFor(), false))
                        : super.acquire(look));
    }
}
