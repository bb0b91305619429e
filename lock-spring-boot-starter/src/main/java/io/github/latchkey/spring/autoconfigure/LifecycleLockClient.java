package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockActivity;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The application's client, which ends with the context's stop and begins anew with its start: contexts are paused and restarted.
 * It stops before the Redis connection factory (phase 0) does, so that what is held can still be given back.
 */
final class LifecycleLockClient implements LockClient, SmartLifecycle {

    private static final int BEFORE_CONNECTIONS_CLOSE = 1_024;

    /** How long one phase of a shutdown may take, and Spring's default for it. */
    private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";

    private static final Duration DEFAULT_PHASE_TIMEOUT = Duration.ofSeconds(30);

    /** What is left of a phase once the last answer is waited for. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Supplier<LockClient> factory;
    private volatile LockClient client;
    private volatile boolean running = true;

    LifecycleLockClient(Supplier<LockClient> factory) {
        this.factory = factory;
        this.client = factory.get();
    }

    /** How long holders may finish, so that the client is done before Spring goes on without it. */
    static Duration closeGrace(Environment environment, Duration commandTimeout) {
        Duration phase =
                Binder.get(environment).bind(PHASE_TIMEOUT, Duration.class).orElse(DEFAULT_PHASE_TIMEOUT);
        Duration grace = phase.minus(commandTimeout).minus(MARGIN);
        return grace.isNegative() ? Duration.ZERO : grace;
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
