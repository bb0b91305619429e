package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletionStage;

/** Lets one who was dropped from the queue come back at its tail. */
public final class ArrivalForgotten extends ForwardingStore {

    /** Breaks a store. */
    public ArrivalForgotten(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(new Look(look.stand(), look.waits(), 0, look.old(), look.oldMayHaveCopies()));
    }
}
