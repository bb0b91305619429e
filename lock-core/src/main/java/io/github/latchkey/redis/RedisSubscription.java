package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * One connection that listens to channels, from its opening to its end. Like a session it is never mended, but replaced. A connection
 * that died without a word is noticed by a ping that is not answered.
 */
final class RedisSubscription {

    private static final Duration PING_AFTER = Duration.ofSeconds(15);

    private final StatefulRedisPubSubConnection<String, String> connection;
    private final Ticker ticker;
    private final Duration patience;
    private final Runnable onEnd;
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile long pingedAt;

    /** Takes a connection over; {@code onEnd} runs once, when it has ended. */
    RedisSubscription(
            StatefulRedisPubSubConnection<String, String> connection,
            Ticker ticker,
            Duration patience,
            BiConsumer<String, String> onMessage,
            Runnable onEnd) {
        this.connection = connection;
        this.ticker = ticker;
        this.patience = patience;
        this.onEnd = onEnd;
        this.pingedAt = ticker.nanoTime();
        connection.setTimeout(Duration.ZERO);
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                onMessage.accept(channel, message);
            }
        });
        ConnectionEnd.notice(connection, this::end);
    }

    boolean isOpen() {
        return !ended.get() && connection.isOpen();
    }

    /** Listens to one more channel; completes once Redis has confirmed it, or at once with false if it is listened to already. */
    CompletionStage<Boolean> subscribe(String channel) {
        if (!channels.add(channel)) {
            return CompletableFuture.completedFuture(false);
        }
        return connection.async().subscribe(channel).thenApply(confirmed -> true);
    }

    void unsubscribe(String channel) {
        if (channels.remove(channel) && isOpen()) {
            connection.async().unsubscribe(channel);
        }
    }

    /** Pings now and then, and ends the connection that does not answer. */
    void check() {
        long quiet = ticker.nanoTime() - pingedAt;
        if (pinging.get()) {
            if (quiet > patience.toNanos()) {
                end();
            }
        } else if (quiet > PING_AFTER.toNanos() && pinging.compareAndSet(false, true)) {
            pingedAt = ticker.nanoTime();
            connection.async().ping().whenComplete((pong, error) -> {
                if (error == null) {
                    pinging.set(false);
                } else {
                    end();
                }
            });
        }
    }

    /** Closes the connection. Completes when it is closed. */
    CompletableFuture<Void> end() {
        if (!ended.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        onEnd.run();
        return ConnectionEnd.close(connection);
    }
}
