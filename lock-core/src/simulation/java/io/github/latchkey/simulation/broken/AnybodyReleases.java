package io.github.latchkey.simulation.broken;

import io.github.latchkey.LockStore;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Releases with DEL: whoever gives back frees the lock, whose it may be. */
public final class AnybodyReleases extends ForwardingStore {

    /** Breaks a store. */
    public AnybodyReleases(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return super.inspect(stand.name()).thenCompose(state -> {
            state.heldBy()
                    .filter(owner -> !owner.equals(stand.owner()))
                    .ifPresent(
                            owner -> super.retire(new Stand(stand.name(), owner, stand.lease()), Duration.ZERO, false));
            return super.retire(stand, keep, tombstone);
        });
    }
}
