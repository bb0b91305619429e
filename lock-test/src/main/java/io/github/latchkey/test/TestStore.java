package io.github.latchkey.test;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The store that the application under test sees: it fails when it is told to, and knows which locks were asked for. */
final class TestStore implements LockStore {

    /** Short, for where a failure was asked for the caller waits so long in real time; all else is answered at once. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(100);

    private final MemoryLockStore memory;
    private final Failures failures;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    TestStore(MemoryLockStore memory, Failures failures) {
        this.memory = memory;
        this.failures = failures;
    }

    /** The locks that were asked for, ever. */
    Set<String> names() {
        return names;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        names.add(look.stand().name());
        return memory.acquire(look);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        // One who only leaves the queue releases nothing.
        boolean holds = memory.inspect(stand.name()).join().holders().contains(stand.owner());
        LockStoreException failure = holds ? failures.next(StoreOperation.RELEASE) : null;
        return failure == null ? memory.retire(stand, keep, tombstone) : CompletableFuture.failedFuture(failure);
    }

    @Override
    public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
        LockStoreException failure = failures.next(StoreOperation.RENEW);
        return failure == null
                ? memory.renew(stands)
                : Collections.nCopies(stands.size(), CompletableFuture.failedFuture(failure));
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return memory.inspect(name);
    }

    @Override
    public void listen(String clientId, Signals signals) {
        memory.listen(clientId, signals);
    }

    @Override
    public void unlisten(String clientId) {
        memory.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return memory.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return COMMAND_TIMEOUT;
    }

    @Override
    public CompletionStage<Void> ping() {
        return memory.ping();
    }

    @Override
    public String describe() {
        return "memory of this test";
    }

    /** Does nothing: the next test goes on with it. */
    @Override
    public void close() {}
}
