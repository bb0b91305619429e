package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A store that does as another one does, except where a subclass knows better. */
public abstract class ForwardingStore implements LockStore {

    private final LockStore store;

    protected ForwardingStore(LockStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return store.acquire(look);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return store.retire(stand, keep, tombstone);
    }

    @Override
    public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
        return store.renew(stands);
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return store.inspect(name);
    }

    @Override
    public void listen(String clientId, Signals signals) {
        store.listen(clientId, signals);
    }

    @Override
    public void unlisten(String clientId) {
        store.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return store.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return store.commandTimeout();
    }

    @Override
    public CompletionStage<Void> ping() {
        return store.ping();
    }

    @Override
    public String describe() {
        return store.describe();
    }

    @Override
    public void close() {
        store.close();
    }
}
