package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Lets holders rely on their leases for ever. */
public final class NoDeadline extends ForwardingStore {

    /** Breaks a store. */
    public NoDeadline(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(look)
                .thenApply(answer -> answer instanceof Granted granted
                        ? new Granted(granted.token(), Duration.ofDays(1), granted.gaveBack())
                        : answer);
    }
}
