package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Time as a client sees it: a monotonic clock, tasks that run on it, and threads that wait on it. Clients have a timer of their own on
 * the system's clock; tests replace it with {@link LockClientBuilder#timer}. Implementations are safe for use by several threads.
 */
public interface Timer extends Ticker, AutoCloseable {

    /**
     * Runs a task once. Tasks run one at a time, in the order of their times; they are short and never block.
     *
     * @param delay zero or more from now
     * @param task  what to run
     * @return calls the task off
     */
    Task after(Duration delay, Runnable task);

    /**
     * Blocks the calling thread until a request has ended. Only tasks of this timer, or other threads, end it.
     *
     * @param future completes when the request has ended
     * @param <T>    what it completes with
     * @return what the future completed with
     * @throws InterruptedException if the thread was interrupted
     * @throws ExecutionException   if the future completed exceptionally
     */
    default <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        return future.get();
    }

    /**
     * Starts a timer on the system's clock, with one daemon thread for its tasks.
     *
     * @param name what the name of the thread ends with
     * @return a timer that runs until it is closed
     */
    static Timer system(String name) {
        return new SystemTimer(name);
    }

    /** Drops what is still to run. The client calls it when it is closed. */
    @Override
    void close();

    /** A task that may be called off. */
    @FunctionalInterface
    interface Task {

        /** A task that is none. */
        Task NONE = () -> {};

        /** Takes the task out, if it has not run yet. */
        void cancel();
    }
}
