package io.github.latchkey.redis;

import io.lettuce.core.RedisConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Opens connections on threads of its own, for Lettuce offers no asynchronous connect to a client's own address. A thread may hang
 * there as long as the client's timeout says, so there are a few, and none while nothing is opened.
 */
final class RedisConnector implements AutoCloseable {

    private static final int MAX_HANGING = 8;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MAX_HANGING, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "latchkey-connect");
                thread.setDaemon(true);
                return thread;
            });

    /** Completes with what the opening, which may block, returns or throws. */
    <T> CompletableFuture<T> open(Supplier<T> opening) {
        try {
            return CompletableFuture.supplyAsync(opening, threads);
        } catch (RejectedExecutionException e) {
            String why = threads.isShutdown() ? "the store is closed" : MAX_HANGING + " new connections hang already";
            return CompletableFuture.failedFuture(new RedisConnectionException(why, e));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
