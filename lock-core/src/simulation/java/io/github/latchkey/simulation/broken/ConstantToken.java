package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletionStage;

/** Gives everybody the same fencing token. */
public final class ConstantToken extends ForwardingStore {

    /** Breaks a store. */
    public ConstantToken(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(look)
                .thenApply(answer -> answer instanceof Granted granted
                        ? new Granted(1, granted.validFor(), granted.gaveBack())
                        : answer);
    }
}
