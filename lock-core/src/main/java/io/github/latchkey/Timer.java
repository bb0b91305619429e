package io.github.latchkey;

import java.time.Duration;

/** Time as the engine sees it: a monotonic clock, and tasks that run on it. Tasks are short and never block. */
interface Timer extends Ticker, AutoCloseable {

    /** Runs the task once, after the delay. */
    Task after(Duration delay, Runnable task);

    /** Drops what is still to run. */
    @Override
    void close();

    /** A task that may be called off. */
    @FunctionalInterface
    interface Task {

        Task NONE = () -> {};

        void cancel();
    }
}
