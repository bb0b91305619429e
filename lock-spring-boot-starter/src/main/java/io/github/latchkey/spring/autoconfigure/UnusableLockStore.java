package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stands for a Redis that cannot be used, in an application that starts all the same: each request fails with the reason. */
final class UnusableLockStore implements LockStore {

    private final String reason;
    private final Duration commandTimeout;

    UnusableLockStore(String reason, Duration commandTimeout) {
        this.reason = reason;
        this.commandTimeout = commandTimeout;
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Look look) {
        return failure();
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return failure();
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return Collections.nCopies(stands.size(), failure());
    }

    @Override
    public CompletableFuture<LockState> inspect(String name) {
        return failure();
    }

    @Override
    public void listen(String clientId, Signals signals) {}

    @Override
    public void unlisten(String clientId) {}

    @Override
    public long doubts() {
        return 0;
    }

    @Override
    public Duration commandTimeout() {
        return commandTimeout;
    }

    @Override
    public CompletableFuture<Void> ping() {
        return failure();
    }

    @Override
    public String describe() {
        return "no usable Redis";
    }

    @Override
    public void close() {}

    private <T> CompletableFuture<T> failure() {
        return CompletableFuture.failedFuture(LockStoreException.notSent(reason, false, null));
    }
}
