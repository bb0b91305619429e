package io.github.latchkey.simulation.broken;

import io.github.latchkey.LockStore;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says that a stand was given back, and does not do it where it should leave a tombstone: nothing is retired after a loss. */
public final class ReleasesGetLost extends ForwardingStore {

    /** Breaks a client's store. */
    public ReleasesGetLost(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return tombstone ? CompletableFuture.completedFuture(true) : super.retire(stand, keep, false);
    }
}
