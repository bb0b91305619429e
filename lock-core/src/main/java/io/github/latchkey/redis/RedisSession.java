package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its opening to its end. It is never mended: Lettuce's own reconnect waits up to 30 s between tries and
 * sends old commands again, so a broken session ends at once, all that is under way fails, and the next one takes its place.
 *
 * <p>Replies come in the order of the commands, so commands under way and no reply for a while means that Redis, or the way
 * to it, has stalled.
 */
final class RedisSession {

    private final StatefulRedisConnection<String, String> connection;
    private final Ticker ticker;
    private final Runnable onEnd;
    private final Set<UnderWay<?>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long lastProgress;

    /** Takes a connection over; {@code onEnd} runs once, before the replies under way fail. */
    RedisSession(StatefulRedisConnection<String, String> connection, Ticker ticker, Runnable onEnd) {
        this.connection = connection;
        this.ticker = ticker;
        this.onEnd = onEnd;
        // Lettuce would forget a reply that comes after its timeout; callers have their own, and a late reply still
        // counts.
        connection.setTimeout(Duration.ZERO);
        connection.addListener(new RedisConnectionStateAdapter() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
                end();
            }
        });
        if (!connection.isOpen()) {
            // It broke before the listener was there.
            end();
        }
    }

    /** Sends a command; the consumer gets its reply or what it failed with, once. */
    <T> void send(RedisCall<T> call, BiConsumer<? super T, ? super Throwable> onEnd) {
        UnderWay<T> sent = new UnderWay<>(onEnd);
        if (underWay.isEmpty()) {
            lastProgress = ticker.nanoTime();
        }
        underWay.add(sent);
        sent(call).whenComplete(sent);
        if (ended.get()) {
            sent.end(null, broken());
        }
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    boolean isStalled(Duration limit) {
        return !underWay.isEmpty() && ticker.nanoTime() - lastProgress > limit.toNanos();
    }

    boolean isOpen() {
        return !ended.get() && connection.isOpen();
    }

    /** Closes the connection and fails what is under way. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
            underWay.forEach(sent -> sent.end(null, broken()));
            // Lettuce warns of a second close, as after the shutdown of a borrowed client.
            if (!(connection instanceof RedisChannelHandler<?, ?> channel && channel.isClosed())) {
                connection.closeAsync();
            }
        }
    }

    private <T> CompletionStage<T> sent(RedisCall<T> call) {
        try {
            return call.sendOn(connection);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static RedisConnectionException broken() {
        return new RedisConnectionException("the connection broke before the reply came");
    }

    /** A command under way: ended by its reply or by the end of the session, whichever comes first. */
    private final class UnderWay<T> extends AtomicBoolean implements BiConsumer<T, Throwable> {

        private static final long serialVersionUID = 1L;

        private final transient BiConsumer<? super T, ? super Throwable> onEnd;

        UnderWay(BiConsumer<? super T, ? super Throwable> onEnd) {
            this.onEnd = onEnd;
        }

        @Override
        public void accept(T value, @Nullable Throwable error) {
            if (error == null || error instanceof RedisCommandExecutionException) {
                lastProgress = ticker.nanoTime();
            } else {
                // Also where the application's client has timeouts of its own for every command: a late reply is lost
                // then.
                RedisSession.this.end();
            }
            end(value, error);
        }

        void end(@Nullable T value, @Nullable Throwable error) {
            underWay.remove(this);
            if (compareAndSet(false, true)) {
                onEnd.accept(value, error);
            }
        }
    }
}
