package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletionStage;

/** Takes a new stand and does not give up the old one. */
public final class YieldKeepsOld extends ForwardingStore {

    /** Breaks a store. */
    public YieldKeepsOld(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(new Look(look.stand(), look.waits(), look.arrival(), null, false));
    }
}
