package io.github.latchkey;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The named daemon threads of a client. */
final class Threads {

    private static final int CALLBACK_THREADS = 4;

    /** So many callers may block where they are answered before others wait for them. */
    private static final int ANSWER_THREADS = 16;

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
        return pool(CALLBACK_THREADS, "latchkey-callback", clientId);
    }

    /**
     * Where asynchronous requests are answered: callers may block there, and losses must be told all the same. Not the JDK's default for
     * futures, which starts a thread for each answer where there are no more than two processors.
     */
    static ThreadPoolExecutor answers(String clientId) {
        return pool(ANSWER_THREADS, "latchkey-answer", clientId);
    }

    private static ThreadPoolExecutor pool(int threads, String role, String clientId) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(role, clientId));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Lets a pool go: it still runs what comes late, for that must not run on the store's threads, and keeps no thread for it. */
    static void letGo(ThreadPoolExecutor executor) {
        executor.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
