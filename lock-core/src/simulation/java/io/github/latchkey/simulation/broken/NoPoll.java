package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.simulation.ForwardingStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets a client look once, and then only when it was signalled: what would be a poll is answered from memory. */
public final class NoPoll extends ForwardingStore {

    private final Map<String, Busy> known = new HashMap<>();

    /** Breaks a client's store. */
    public NoPoll(LockStore store) {
        super(store);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        String owner = look.stand().owner();
        Busy busy = known.get(owner);
        if (busy != null && look.waits()) {
            return CompletableFuture.completedFuture(busy);
        }
        return super.acquire(look).whenComplete((answer, error) -> {
            if (answer instanceof Busy told) {
                known.put(owner, told);
            }
        });
    }

    @Override
    public void listen(String clientId, Signals signals) {
        super.listen(clientId, new Signals() {
            @Override
            public void offered(String owner) {
                known.remove(owner);
                signals.offered(owner);
            }

            @Override
            public void missed() {
                known.clear();
                signals.missed();
            }
        });
    }
}
