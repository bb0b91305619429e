package io.github.latchkey.simulation.broken;

import io.github.latchkey.LockStore;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Frees a lock at its release, though it was to be kept for its minimum hold. */
public final class NothingIsKept extends ForwardingStore {

    /** Breaks a store. */
    public NothingIsKept(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return super.retire(stand, Duration.ZERO, tombstone);
    }
}
