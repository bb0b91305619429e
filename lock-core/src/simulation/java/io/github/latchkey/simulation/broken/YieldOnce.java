package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Says once only which stand is given up, whether or not that was answered. */
public final class YieldOnce extends ForwardingStore {

    private final Set<String> said = new HashSet<>();

    /** Breaks a client's store. */
    public YieldOnce(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        boolean again = look.old() != null && !said.add(look.stand().owner());
        return super.acquire(again ? new Look(look.stand(), look.waits(), look.arrival(), null, false) : look);
    }
}
