package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockActivity;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The application's client, which ends with the context's stop and begins anew with its start: contexts are paused and restarted.
 * It stops before the Redis connection factory (phase 0) does, so that what is held can still be given back.
 */
final class LifecycleLockClient implements LockClient, SmartLifecycle {

    private static final int BEFORE_CONNECTIONS_CLOSE = 1_024;

    private final Supplier<LockClient> factory;
    private volatile LockClient client;
    private volatile boolean running = true;

    LifecycleLockClient(Supplier<LockClient> factory) {
        this.factory = factory;
        this.client = factory.get();
    }

    @Override
    public LockLease acquire(LockRequest request) {
        return client.acquire(request);
    }

    @Override
    public Optional<LockLease> tryAcquire(LockRequest request) {
        return client.tryAcquire(request);
    }

    @Override
    public CompletableFuture<LockLease> acquireAsync(LockRequest request) {
        return client.acquireAsync(request);
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> T execute(LockRequest request, Work<T, X> work) throws X {
        return client.execute(request, work);
    }

    @Override
    public <X extends Throwable> void execute(LockRequest request, Action<X> action) throws X {
        client.execute(request, action);
    }

    @Override
    public LockActivity activity() {
        return client.activity();
    }

    @Override
    public LockState inspect(String name) {
        return client.inspect(name);
    }

    @Override
    public boolean forceRelease(String name, String owner) {
        return client.forceRelease(name, owner);
    }

    @Override
    public Lock asLock(LockRequest request) {
        return client.asLock(request);
    }

    @Override
    public void close() {
        running = false;
        client.close();
    }

    @Override
    public void start() {
        if (!running) {
            client = factory.get();
            running = true;
        }
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_CONNECTIONS_CLOSE;
    }
}
