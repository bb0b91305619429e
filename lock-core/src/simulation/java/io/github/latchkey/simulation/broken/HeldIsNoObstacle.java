package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.concurrent.CompletionStage;

/** Takes locks without NX: one that is held is granted all the same. */
public final class HeldIsNoObstacle extends ForwardingStore {

    private long token = Long.MAX_VALUE / 2;

    /** Breaks a store. */
    public HeldIsNoObstacle(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return super.acquire(look)
                .thenApply(answer -> answer instanceof Busy
                        ? new Granted(token += Granted.TOKENS, look.stand().validFor(), answer.gaveBack())
                        : answer);
    }
}
