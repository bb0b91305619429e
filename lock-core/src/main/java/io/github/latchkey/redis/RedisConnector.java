package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections on threads of its own, for Lettuce offers no asynchronous connect to a client's own address. A thread may hang
 * there as long as the client's timeout says, so there are a few, and none while nothing is opened.
 */
final class RedisConnector implements AutoCloseable {

    private static final int MAX_HANGING = 8;

    private final Source source;
    private final Ticker ticker;
    private final Runnable onEnd;
    private final ThreadPoolExecutor threads;

    /** Opens a connection, blocking; may throw what Lettuce throws. */
    @FunctionalInterface
    interface Source {
        StatefulRedisConnection<String, String> connect();
    }

    /** Connects to a source; {@code onEnd} runs at the end of each session, before its replies fail. */
    RedisConnector(Source source, Ticker ticker, Runnable onEnd) {
        this.source = source;
        this.ticker = ticker;
        this.onEnd = onEnd;
        this.threads = new ThreadPoolExecutor(0, MAX_HANGING, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "latchkey-connect");
            thread.setDaemon(true);
            return thread;
        });
    }

    CompletableFuture<RedisSession> connect() {
        try {
            return CompletableFuture.supplyAsync(this::open, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new RedisConnectionException(MAX_HANGING + " new connections hang already", e));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private RedisSession open() {
        StatefulRedisConnection<String, String> connection = source.connect();
        RedisSession session = new RedisSession(connection, ticker, onEnd);
        // So that not even the first acquire is answered with NOSCRIPT. Where the right is missing, EVAL does it later.
        RedisScripts.ALL.forEach(script -> connection.async().scriptLoad(script.text()));
        return session;
    }
}
