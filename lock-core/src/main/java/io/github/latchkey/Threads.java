package io.github.latchkey;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The named daemon threads of a client. */
final class Threads {

    private static final int CALLBACK_THREADS = 4;

    private Threads() {}

    static ThreadFactory daemons(String role, String clientId) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, role + "-" + count.incrementAndGet() + " " + clientId);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where users' code runs that waits for the engine: never a thread of Redis or of the timer. */
    static ThreadPoolExecutor callbacks(String clientId) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                CALLBACK_THREADS,
                CALLBACK_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("latchkey-callback", clientId));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Where asynchronous requests are answered: callers may block there, and losses must be told all the same. */
    static Executor answers() {
        return new CompletableFuture<>().defaultExecutor();
    }

    /** Runs the task there, or here once the executor is shut down: what waits for it must not wait for ever. */
    static Executor orHere(ThreadPoolExecutor executor) {
        return task -> {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                task.run();
            }
        };
    }
}
