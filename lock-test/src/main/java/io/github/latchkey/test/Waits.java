package io.github.latchkey.test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How threads wait on a clock that stands still. The test's own thread moves it, for nobody else would while that thread waits; other
 * threads wait until somebody does. No wait lasts for ever: after a long time in which nobody did, the waiting thread moves it, and says so.
 * Safe for use by several threads.
 */
final class Waits {

    private static final Logger log = LoggerFactory.getLogger(TestLocks.class);

    private static final Duration POLL = Duration.ofMillis(50);

    private final TestClock clock;
    private final CallHistory calls;
    private final Duration courtesy;
    private final Duration patience;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile Thread mover = Thread.currentThread();
    private volatile boolean everybodyMoves;

    /**
     * Creates the rules; both times are real ones.
     *
     * @param courtesy how long a thread that may move the clock waits before, while other threads hold locks that they may give back
     * @param patience how long other threads wait without a move of the clock
     */
    Waits(TestClock clock, CallHistory calls, Duration courtesy, Duration patience) {
        this.clock = clock;
        this.calls = calls;
        this.courtesy = courtesy;
        this.patience = patience;
    }

    /** Begins anew, with this thread as the one that moves the clock. */
    void reset() {
        mover = Thread.currentThread();
        everybodyMoves = false;
    }

    /** Lets every thread that waits move the clock. */
    void skip() {
        everybodyMoves = true;
    }

    /** Whether also a wait that blocks no thread is to end by itself. */
    boolean areSkipped() {
        return everybodyMoves;
    }

    boolean isWaiting(Thread thread) {
        return waiting.contains(thread);
    }

    <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        if (!future.isDone()) {
            waiting.add(Thread.currentThread());
            try {
                awaitOthers(future);
                end(future);
            } finally {
                waiting.remove(Thread.currentThread());
            }
        }
        return future.get();
    }

    /** Moves the clock until a wait has ended. */
    void end(CompletableFuture<?> future) throws InterruptedException {
        while (!future.isDone()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The thread was interrupted while it waited for a lock");
            }
            if (!clock.step()) {
                endsWithin(future, POLL);
            }
        }
    }

    private void awaitOthers(CompletableFuture<?> future) throws InterruptedException {
        long since = System.nanoTime();
        int moves = clock.moves();
        boolean othersHeld = false;
        while (!endsWithin(future, POLL.dividedBy(mayMove() ? 10 : 1))) {
            // Still, once they have given back: it takes a moment until the lock is here.
            othersHeld |= calls.othersHold();
            Duration bound = mayMove() ? (othersHeld ? courtesy : Duration.ZERO) : patience;
            if (moves != clock.moves()) {
                moves = clock.moves();
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= bound.toNanos()) {
                if (!mayMove()) {
                    log.warn(
                            "Thread {} has waited for a lock for {} s, and nobody moved the clock of this test: it moves on by itself."
                                    + " End the wait with advance() or by closing what is held elsewhere, or call skipWaits() before.",
                            Thread.currentThread().getName(),
                            patience.toSeconds());
                }
                return;
            }
        }
    }

    private boolean mayMove() {
        return everybodyMoves || Thread.currentThread() == mover;
    }

    private static boolean endsWithin(CompletableFuture<?> future, Duration bound) throws InterruptedException {
        try {
            future.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
