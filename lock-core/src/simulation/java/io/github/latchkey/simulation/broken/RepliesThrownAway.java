package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Throws away what comes after the command timeout. */
public final class RepliesThrownAway extends ForwardingStore {

    private final LongSupplier clock;

    /** Breaks a client's store on this clock, in nanoseconds. */
    public RepliesThrownAway(LockStore store, LongSupplier clock) {
        super(store);
        this.clock = clock;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        long limit = clock.getAsLong() + commandTimeout().toNanos();
        return super.acquire(look)
                .thenCompose(answer -> clock.getAsLong() < limit
                        ? CompletableFuture.completedFuture(answer)
                        : CompletableFuture.failedFuture(new LockStoreException("timed out", true, null)));
    }
}
