package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lock behind the JDK's interface. Requests are asynchronous ones on behalf of the calling thread, so that an interrupt need not
 * end the wait, nor give up the place in line. Each thread only touches its own entry of {@code held}.
 */
final class LockView implements Lock {

    private final LockRequest request;
    private final Function<LockRequest, CompletableFuture<LockLease>> asking;
    private final Map<Thread, Deque<LockLease>> held = new ConcurrentHashMap<>();

    LockView(LockRequest request, Function<LockRequest, CompletableFuture<LockLease>> asking) {
        this.request = request;
        this.asking = asking;
    }

    @Override
    public void lock() {
        LockBusyException busy = lockUninterruptibly(LockRequest.MAX_TIME);
        if (busy != null) {
            throw busy;
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        LockBusyException busy = lockWithin(LockRequest.MAX_TIME);
        if (busy != null) {
            throw busy;
        }
    }

    @Override
    public boolean tryLock() {
        return lockUninterruptibly(Duration.ZERO) == null;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        Duration wait = Duration.ofNanos(Math.max(0, unit.toNanos(time)));
        return lockWithin(wait.compareTo(LockRequest.MAX_TIME) < 0 ? wait : LockRequest.MAX_TIME) == null;
    }

    @Override
    public void unlock() {
        Deque<LockLease> own = held.get(Thread.currentThread());
        if (own == null) {
            throw new IllegalMonitorStateException("Lock " + Display.name(request.name())
                    + " was not locked by this thread through this view; unlock it in the thread that locked it.");
        }
        LockLease lease = own.pop();
        if (own.isEmpty()) {
            held.remove(Thread.currentThread());
        }
        if (!lease.release()) {
            throw new IllegalMonitorStateException("Lock " + Display.name(request.name())
                    + " was lost before it was unlocked: its lease ended, or the store no longer knew its owner.");
        }
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "A distributed lock has no conditions: wait for a message, or look again under the lock.");
    }

    @Override
    public String toString() {
        return "LockView " + Display.lock(request);
    }

    /** Waits on through interrupts, and restores the flag. Returns null once the lock is held, or why it was not to be had. */
    private @Nullable LockBusyException lockUninterruptibly(Duration wait) {
        CompletableFuture<LockLease> lease = ask(wait);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    enter(lease.get());
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return busyOrThrow(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns null once the lock is held, or why it was not to be had in that time. */
    private @Nullable LockBusyException lockWithin(Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<LockLease> lease = ask(wait);
        try {
            enter(lease.get());
            return null;
        } catch (InterruptedException e) {
            if (!lease.cancel(true)) {
                // Granted at the same moment, or failed; the interrupt wins.
                lease.thenAccept(LockView::abandon);
            }
            throw e;
        } catch (ExecutionException e) {
            return busyOrThrow(e);
        }
    }

    private CompletableFuture<LockLease> ask(Duration wait) {
        return asking.apply(request.waitAtMost(wait).ownedBy(Thread.currentThread()));
    }

    private void enter(LockLease lease) {
        held.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>())
                .push(lease);
    }

    /** Gives a lease back that its caller never got. */
    private static void abandon(LockLease lease) {
        if (lease instanceof EngineLease ours) {
            ours.abandon();
        } else {
            lease.releaseAsync();
        }
    }

    private static LockBusyException busyOrThrow(ExecutionException e) {
        if (e.getCause() instanceof LockBusyException busy) {
            return busy;
        }
        if (e.getCause() instanceof LockException known) {
            throw known;
        }
        throw new IllegalStateException("A lock request failed unexpectedly", e.getCause());
    }
}
