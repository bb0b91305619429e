package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis: one session that all commands share, opened by the first of them and again after a break.
 *
 * <p>{@code current} is the session, or the opening of it that everybody waits for. It is replaced by compare-and-set, so one
 * opening is under way at a time; a failed one stays for a moment, so that a Redis that is down is not stormed. Lettuce offers
 * no asynchronous connect to a client's own address, so openings run on a thread of their own, and callers never wait there.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    /** Commands without a reply for so many command timeouts mean that the connection is dead. */
    private static final int STALLED_TIMEOUTS = 4;

    private final Supplier<RedisClient> client;
    private final String node;
    private final Duration stallLimit;
    private final Ticker ticker = Ticker.system();
    private final AtomicReference<CompletableFuture<RedisSession>> current;
    private final AtomicLong doubts = new AtomicLong();
    private final ThreadPoolExecutor connector;
    private volatile long lastFailure;
    private volatile long lastSuccess;
    private volatile boolean closed;

    RedisLink(Supplier<RedisClient> client, String node, Duration commandTimeout) {
        this.client = client;
        this.node = node;
        this.stallLimit = commandTimeout.multipliedBy(STALLED_TIMEOUTS);
        this.current = new AtomicReference<>(CompletableFuture.failedFuture(new IllegalStateException("never opened")));
        this.lastSuccess = ticker.nanoTime();
        this.lastFailure = lastSuccess - RETRY_PAUSE.toNanos();
        this.connector = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "latchkey-connect");
            thread.setDaemon(true);
            return thread;
        });
        connector.allowCoreThreadTimeOut(true);
    }

    /** Sends a command once the session is there; fails with {@link LockStoreException} only. */
    <T> CompletableFuture<T> send(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return session().thenCompose(session -> session.send(command)).handle((reply, error) -> {
            if (error != null) {
                throw RedisFailure.of(error, node, Duration.ofNanos(ticker.nanoTime() - lastSuccess));
            }
            lastSuccess = ticker.nanoTime();
            return reply;
        });
    }

    /** Counts broken sessions and commands that were sent anew. */
    long doubts() {
        return doubts.get();
    }

    void addDoubt() {
        doubts.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        connector.shutdown();
        Objects.requireNonNull(current.get()).thenAccept(RedisSession::end);
    }

    private CompletableFuture<RedisSession> session() {
        while (true) {
            CompletableFuture<RedisSession> now = Objects.requireNonNull(current.get());
            if (isGood(now)) {
                return now;
            }
            CompletableFuture<RedisSession> next = new CompletableFuture<>();
            if (current.compareAndSet(now, next)) {
                open(next);
                return next;
            }
        }
    }

    private boolean isGood(CompletableFuture<RedisSession> opening) {
        if (!opening.isDone()) {
            return true;
        }
        if (opening.isCompletedExceptionally()) {
            return ticker.nanoTime() - lastFailure < RETRY_PAUSE.toNanos();
        }
        RedisSession session = opening.join();
        if (session.isStalled(stallLimit)) {
            log.warn("{} has not answered for {} ms: connecting anew", node, stallLimit.toMillis());
            end(session);
        }
        return session.isOpen();
    }

    private void open(CompletableFuture<RedisSession> opening) {
        try {
            connector.execute(() -> {
                try {
                    opening.complete(connect());
                } catch (RuntimeException e) {
                    fail(opening, e);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(opening, new LockStoreException("The connection to " + node + " is closed.", false, e));
        }
        if (closed) {
            opening.thenAccept(RedisSession::end);
        }
    }

    private RedisSession connect() {
        StatefulRedisConnection<String, String> connection = client.get().connect(StringCodec.UTF8);
        RedisSession session = new RedisSession(connection, ticker);
        session.onBreak(() -> end(session));
        if (lastFailure - lastSuccess > 0) {
            log.info(
                    "Connected to {} again after {} s",
                    node,
                    Duration.ofNanos(ticker.nanoTime() - lastSuccess).toSeconds());
        } else {
            log.debug("Connected to {}", node);
        }
        // So that not even the first acquire is answered with NOSCRIPT. Where the right is missing, EVAL does it later.
        RedisScripts.ALL.forEach(script -> connection.async().scriptLoad(script.text()));
        return session;
    }

    private void fail(CompletableFuture<RedisSession> opening, RuntimeException cause) {
        lastFailure = ticker.nanoTime();
        opening.completeExceptionally(cause);
    }

    private void end(RedisSession session) {
        // Before the replies fail: whoever sees the failure must see the doubt.
        doubts.incrementAndGet();
        session.end();
    }
}
