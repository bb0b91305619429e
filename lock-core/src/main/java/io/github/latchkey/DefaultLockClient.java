package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client: finds nested holds, starts attempts, and is the only place where a caller's thread waits.
 *
 * <p>Closing races with new requests: a request adds its attempt and then looks at {@code closed}, closing sets it and then
 * looks at the attempts, so one of the two sees the other.
 */
final class DefaultLockClient implements LockClient {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final String CLOSED = "the lock client is closed.";

    private final Engine engine;
    private final Duration closeGrace;
    private final Runnable closeRest;
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    DefaultLockClient(Engine engine, Duration closeGrace, Runnable closeRest) {
        this.engine = engine;
        this.closeGrace = closeGrace;
        this.closeRest = closeRest;
    }

    @Override
    public LockLease acquire(LockRequest request) {
        LockRequest owned = onBehalfOfThisThread(request);
        LockLease nested = nested(owned);
        if (nested != null) {
            return nested;
        }
        Ended ended = await(start(owned));
        return new HeldLease(ended.outcome.holdOrThrow(owned, ended.interrupt), engine);
    }

    @Override
    public Optional<LockLease> tryAcquire(LockRequest request) {
        LockRequest owned = onBehalfOfThisThread(request);
        LockLease nested = nested(owned);
        if (nested != null) {
            return Optional.of(nested);
        }
        Ended ended = await(start(owned));
        return ended.outcome instanceof Outcome.NotFree
                ? Optional.empty()
                : Optional.of(new HeldLease(ended.outcome.holdOrThrow(owned, ended.interrupt), engine));
    }

    @Override
    public CompletableFuture<LockLease> acquireAsync(LockRequest request) {
        CompletableFuture<LockLease> result = new CompletableFuture<>();
        try {
            LockLease nested = nested(request);
            if (nested != null) {
                result.complete(nested);
                return result;
            }
        } catch (LockLostException e) {
            result.completeExceptionally(e);
            return result;
        }
        Attempt attempt = start(request);
        // Not on the callbacks' few threads: what a caller chains here may block, and losses must be told all the same.
        attempt.outcome().thenAcceptAsync(outcome -> deliver(outcome, request, result));
        // However it ended, by a cancel or by a caller's own timeout, nobody waits any more.
        result.whenComplete((lease, error) -> attempt.giveUp("the caller no longer waits."));
        return result;
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> T execute(LockRequest request, Work<T, X> work) throws X {
        LockLease lease = acquire(request);
        try {
            return work.run();
        } finally {
            lease.release();
        }
    }

    @Override
    public <X extends Throwable> void execute(LockRequest request, Action<X> action) throws X {
        LockLease lease = acquire(request);
        try {
            action.run();
        } finally {
            lease.release();
        }
    }

    @Override
    public LockState inspect(String name) {
        return answer(engine.store().inspect(LockName.check(name)), "the state of lock " + Display.name(name));
    }

    @Override
    public boolean forceRelease(String name, String owner) {
        if (owner.isBlank()) {
            throw new LockUsageException("The owner of lock " + Display.name(name)
                    + " must not be blank; give the owner id that inspect() shows.");
        }
        Stand stand = new Stand(LockName.check(name), owner, LockRequest.DEFAULT_LEASE);
        boolean released = answer(
                engine.store().retire(stand, Duration.ZERO, true), "the forced release of lock " + Display.name(name));
        log.info(
                "Forced release of lock {} of {}: {}",
                Display.name(name),
                Display.text(owner),
                released ? "released" : "that owner did not hold it");
        return released;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List.copyOf(attempts).forEach(attempt -> attempt.fail(CLOSED));
        new Answer<>(engine.holds().drained()).orAfter(closeGrace, () -> false);
        engine.holds().all().forEach(hold -> hold.lose("the lock client was closed while the lock was held"));
        new Answer<>(engine.retirements().settled()).orAfter(engine.store().commandTimeout(), () -> false);
        engine.timer().close();
        closeRest.run();
    }

    private <T> T answer(CompletionStage<T> reply, String what) {
        Duration timeout = engine.store().commandTimeout();
        return new Answer<>(reply.toCompletableFuture()).orAfter(timeout, () -> {
            throw new LockStoreException(
                    engine.store().describe() + " did not confirm " + what + " within " + Display.duration(timeout)
                            + ". Check that it runs, and try again.",
                    true,
                    null);
        });
    }

    private Attempt start(LockRequest request) {
        request.checkTogether();
        Attempt attempt = new Attempt(engine, request);
        attempts.add(attempt);
        attempt.outcome().thenRun(() -> attempts.remove(attempt));
        if (closed.get()) {
            attempt.fail(CLOSED);
        } else {
            attempt.start();
        }
        return attempt;
    }

    private @Nullable LockLease nested(LockRequest request) {
        Hold hold = engine.holds().find(request.name(), request.owner());
        if (hold == null || !hold.join()) {
            return null;
        }
        HeldLease lease = new HeldLease(hold, engine);
        if (!lease.isHeld()) {
            lease.release();
            throw hold.lost();
        }
        return lease;
    }

    private static LockRequest onBehalfOfThisThread(LockRequest request) {
        return request.owner() == null ? request.ownedBy(Thread.currentThread()) : request;
    }

    private static Ended await(Attempt attempt) {
        try {
            return new Ended(attempt.outcome().get(), null);
        } catch (InterruptedException e) {
            attempt.giveUp("the waiting thread was interrupted before the store answered.");
            Thread.currentThread().interrupt();
            return new Ended(attempt.outcome().join(), e);
        } catch (ExecutionException e) {
            throw new AssertionError("An outcome is never exceptional", e);
        }
    }

    private void deliver(Outcome outcome, LockRequest request, CompletableFuture<LockLease> result) {
        try {
            LockLease lease = new HeldLease(outcome.holdOrThrow(request, null), engine);
            if (!result.complete(lease)) {
                lease.release();
            }
        } catch (LockException e) {
            result.completeExceptionally(e);
        }
    }

    private record Ended(Outcome outcome, @Nullable InterruptedException interrupt) {}
}
