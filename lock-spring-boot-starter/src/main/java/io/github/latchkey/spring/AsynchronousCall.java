package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;
import io.github.latchkey.spring.LockedCallObserver.Phase;
import io.github.latchkey.spring.LockedCallObserver.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one call whose work goes on after its method. They are taken one after the other without a thread that waits, each
 * step when the one before it has ended, and given back once. The call itself is their owner, so that two calls exclude each other
 * wherever they run; only what is held around it is entered again.
 */
final class AsynchronousCall {

    /** How the wait ended. */
    sealed interface Outcome {}

    /** All is granted that the method needs. */
    record Granted() implements Outcome {}

    /** Somebody else has one of the locks. */
    record Busy(LockOperation operation, LockBusyException reason) implements Outcome {}

    private final LockSetup setup;
    private final List<WantedLock> wanted;
    private final @Nullable LockContext outer;
    private volatile @Nullable CompletableFuture<Void> transaction;
    private final HeldLocks held = new HeldLocks(new CopyOnWriteArrayList<>());
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<LockLease> asked;
    private volatile Phase holding = Phase.NONE;
    private volatile boolean alone;

    AsynchronousCall(LockSetup setup, List<WantedLock> wanted, @Nullable LockContext outer) {
        this.setup = setup;
        this.wanted = wanted;
        this.outer = outer;
    }

    /** Lets the locks be held until a transaction has ended, too; to be called before they are asked for. */
    void holdUntil(@Nullable CompletableFuture<Void> end) {
        transaction = end;
    }

    /** Asks for the locks. Where one fails the others are given back first. */
    CompletableFuture<Outcome> acquire() {
        next(0);
        return outcome;
    }

    /** Leaves the line, if the call still stands in it; what is granted all the same is given back. */
    void giveUp() {
        if (outcome.cancel(false)) {
            CompletableFuture<LockLease> waiting = asked;
            if (waiting != null) {
                waiting.cancel(false);
            }
        }
    }

    /** Begins the time in which the locks are held, and returns them as the method sees them. */
    @Nullable LockContext enter() {
        holding = held.begin(setup.observer());
        return held.isEmpty() ? outer : new LockContext(held.all(), outer);
    }

    /** Keeps the thread of its caller, which has turned to other work, out of what this call still holds. */
    void outlastsItsCaller() {
        alone = true;
        held.all().forEach(lock -> lock.lease().endReentrancy());
    }

    /** Returns what the call holds, if it got all that its method needs, and none of it otherwise. */
    List<HeldLock> granted() {
        return outcome.isDone() && !outcome.isCompletedExceptionally() && outcome.join() instanceof Granted
                ? held.all()
                : List.of();
    }

    HeldLocks held() {
        return held;
    }

    /**
     * Ends the call in whatever state it is; what is held on until the end of a transaction is not waited for. Completes with what
     * the caller is to get instead of a result, or null, and never exceptionally.
     */
    CompletableFuture<@Nullable LockLostException> end(@Nullable Throwable failure) {
        giveUp();
        if (outcome.isCompletedExceptionally() || outcome.join() instanceof Busy) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable LockLostException> ended;
        CompletableFuture<Void> around = transaction;
        if (around == null || around.isDone()) {
            ended = release();
        } else {
            ended = CompletableFuture.completedFuture(held.lost());
            around.thenRun(this::release);
        }
        return ended.whenComplete((lost, impossible) -> holding.end(failure == null ? lost : failure));
    }

    /** Runs the method itself, which finds its locks on this thread. */
    static @Nullable Object proceed(MethodInvocation invocation, @Nullable LockContext context) throws Throwable {
        LockContext before = LockContext.onThisThread();
        LockContext.set(context);
        try {
            return invocation.proceed();
        } finally {
            LockContext.set(before);
        }
    }

    private void next(int index) {
        if (index == wanted.size()) {
            if (!outcome.complete(new Granted())) {
                release();
            }
            return;
        }
        WantedLock one = wanted.get(index);
        LockOperation operation = one.operation();
        Object nestedIn = outer == null ? null : outer.owner(one.request().names());
        Object owner = nestedIn == null ? this : nestedIn;
        if (outer != null && owner instanceof Thread) {
            outer.entered(this, one.request().names());
        }
        Phase waiting = setup.observer()
                .begin(Step.WAIT, operation.name(), one.request().names());
        CompletableFuture<LockLease> lease;
        try {
            lease = setup.client(operation.client()).acquireAsync(one.request().ownedBy(owner));
        } catch (RuntimeException | Error e) {
            lease = CompletableFuture.failedFuture(e);
        }
        asked = lease;
        lease.whenComplete((granted, error) -> {
            Throwable failure =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            waiting.end(failure);
            if (failure == null) {
                held.add(new HeldLock(operation, granted, owner));
                if (alone) {
                    granted.endReentrancy();
                }
            }
            if (outcome.isDone()) {
                release();
            } else if (failure == null || one.goesWithout(failure, setup.observer())) {
                next(index + 1);
            } else {
                release().thenRun(() -> fail(operation, failure));
            }
        });
        if (outcome.isDone()) {
            // Given up while this one was asked for.
            lease.cancel(false);
        }
    }

    private void fail(LockOperation operation, Throwable failure) {
        if (failure instanceof LockBusyException busy) {
            outcome.complete(new Busy(operation, busy));
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    private CompletableFuture<@Nullable LockLostException> release() {
        return held.releaseAsync(setup.defaults().releaseWait());
    }
}
