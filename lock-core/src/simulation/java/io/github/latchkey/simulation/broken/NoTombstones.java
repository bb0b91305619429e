package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Leaves no tombstones: late copies of a retired owner's commands are carried out. */
public final class NoTombstones extends ForwardingStore {

    /** Breaks a store. */
    public NoTombstones(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(new Look(look.stand(), look.waits(), look.arrival(), look.old(), false));
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return super.retire(stand, keep, false);
    }
}
