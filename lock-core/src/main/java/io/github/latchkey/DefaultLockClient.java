package io.github.latchkey;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client: finds nested holds, lets requests join their lines, and is the only place where a caller's thread waits. */
final class DefaultLockClient implements LockClient {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private final Engine engine;
    private final Nesting nesting;
    private final Duration closeGrace;
    private final Runnable closeRest;
    private final AtomicBoolean closed = new AtomicBoolean();

    DefaultLockClient(Engine engine, Duration closeGrace, Runnable closeRest) {
        this.engine = engine;
        this.nesting = new Nesting(engine);
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
        return ended.outcome.leaseOrThrow(engine, owned, ended.interrupt);
    }

    @Override
    public Optional<LockLease> tryAcquire(LockRequest request) {
        LockRequest owned = onBehalfOfThisThread(request);
        try {
            LockLease nested = nested(owned);
            if (nested != null) {
                return Optional.of(nested);
            }
        } catch (LockBusyException e) {
            return Optional.empty();
        }
        Ended ended = await(start(owned));
        return ended.outcome.isBusy()
                ? Optional.empty()
                : Optional.of(ended.outcome.leaseOrThrow(engine, owned, ended.interrupt));
    }

    @Override
    public CompletableFuture<LockLease> acquireAsync(LockRequest request) {
        return acquireAsync(request, engine.answers());
    }

    @Override
    public Lock asLock(LockRequest request) {
        // Answered where the answer comes in, for the view's thread waits there and nothing else.
        return new LockView(request, asked -> acquireAsync(asked, Runnable::run));
    }

    private CompletableFuture<LockLease> acquireAsync(LockRequest request, Executor executor) {
        CompletableFuture<LockLease> result = new CompletableFuture<>();
        try {
            LockLease nested = nested(request);
            if (nested != null) {
                result.complete(nested);
                return result;
            }
            Attempt attempt = start(request);
            attempt.outcome().thenAcceptAsync(outcome -> deliver(outcome, request, result), executor);
            // However it ended, by a cancel or by a caller's own timeout, nobody waits any more.
            result.whenComplete((lease, error) -> attempt.giveUp("the caller no longer waits."));
        } catch (LockException e) {
            result.completeExceptionally(e);
        }
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
    public LockActivity activity() {
        return LockActivity.of(engine);
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
        LogLine.of(log.atInfo(), name, owner)
                .log(
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
        engine.store().unlisten(engine.clientId().toString());
        engine.lines().close();
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
        engine.store().check(request);
        if (request.names().size() > 1) {
            Together together = new Together(engine, request, nesting);
            together.next();
            return together;
        }
        Waiter waiter = new Waiter(engine, request, engine.timer().nanoTime());
        engine.lines().join(waiter);
        return waiter;
    }

    private @Nullable LockLease nested(LockRequest request) {
        return request.names().size() == 1 ? nesting.lease(request) : null;
    }

    private static LockRequest onBehalfOfThisThread(LockRequest request) {
        return request.owner() == null ? request.ownedBy(Thread.currentThread()) : request;
    }

    private Ended await(Attempt attempt) {
        try {
            return new Ended(engine.timer().await(attempt.outcome()), null);
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
            EngineLease lease = outcome.leaseOrThrow(engine, request, null);
            if (!result.complete(lease)) {
                lease.abandon();
            }
        } catch (LockException e) {
            result.completeExceptionally(e);
        }
    }

    private record Ended(Outcome outcome, @Nullable InterruptedException interrupt) {}
}
