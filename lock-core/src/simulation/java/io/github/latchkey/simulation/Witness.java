package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands beside the server and remembers what it has said: when each token was first given, and who claimed what it was offered. */
public final class Witness extends ForwardingStore {

    private final VirtualTime time;
    private final LineOrder order;
    private final Map<String, TreeMap<Long, Long>> given = new HashMap<>();
    private final Set<String> claimed = new HashSet<>();

    /** Stands beside a store. */
    public Witness(LockStore store, VirtualTime time, LineOrder order) {
        super(store);
        this.time = time;
        this.order = order;
    }

    /** Returns whether a look of that owner has been granted, so that the lock is its own and no mere offer. */
    public boolean isClaimed(String owner) {
        return claimed.contains(owner);
    }

    /** Returns when the token, or the first one of its block, was given by the server; the beginning if it never was. */
    public long givenAt(String name, long token) {
        Map.Entry<Long, Long> block = given.getOrDefault(name, new TreeMap<>()).floorEntry(token);
        return block == null ? 0 : block.getValue();
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        Stand stand = look.stand();
        Stand old = look.old();
        if (old != null) {
            order.left(old);
        }
        boolean isInside =
                inspect(stand.name()).toCompletableFuture().join().holders().contains(stand.owner());
        Acquisition answer = super.acquire(look).toCompletableFuture().join();
        if (answer instanceof Granted granted) {
            given.computeIfAbsent(stand.name(), name -> new TreeMap<>()).putIfAbsent(granted.token(), time.now());
            claimed.add(stand.owner());
            if (!isInside) {
                order.enters(stand.owner());
            }
            order.claims(look);
        } else if (answer instanceof Busy busy) {
            order.waits(look, busy);
        } else {
            order.left(stand);
        }
        order.settle(stand.name());
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        order.left(stand);
        CompletionStage<Boolean> ours = super.retire(stand, keep, tombstone);
        order.settle(stand.name());
        return ours;
    }

    @Override
    public void listen(String clientId, Signals signals) {
        super.listen(clientId, new Signals() {
            @Override
            public void offered(String owner) {
                order.enters(owner);
                signals.offered(owner);
            }

            @Override
            public void missed() {
                signals.missed();
            }
        });
    }
}
