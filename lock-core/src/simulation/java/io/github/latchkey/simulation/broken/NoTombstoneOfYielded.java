package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletionStage;

/** Yields without the tombstone of the stand that is given up. */
public final class NoTombstoneOfYielded extends ForwardingStore {

    /** Breaks a store. */
    public NoTombstoneOfYielded(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(new Look(look.stand(), look.waits(), look.arrival(), look.old(), false));
    }
}
