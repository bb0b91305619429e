package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One connection that listens to channels, from its opening to its end. Like a session it is never mended, but replaced. A connection
 * that died without a word is noticed by a ping that is not answered.
 */
final class RedisSubscription {

    private static final Duration PING_AFTER = Duration.ofSeconds(15);

    /** So that a client that has waited in many slots does not listen to all of them for ever. */
    private static final Duration UNWANTED_AFTER = Duration.ofMinutes(1);

    private final StatefulRedisPubSubConnection<String, String> connection;
    private final Ticker ticker;
    private final Duration patience;
    private final Runnable onEnd;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile long pingedAt;

    /** One that is listened to, once that is confirmed. */
    private static final class Channel {

        private final CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
        private volatile long wantedAt;
    }

    /** Takes a connection over; {@code onOffer} hears what is published, {@code onEnd} runs once, when it has ended. */
    RedisSubscription(
            StatefulRedisPubSubConnection<String, String> connection,
            Ticker ticker,
            Duration patience,
            Consumer<String> onOffer,
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
                onOffer.accept(message);
            }

            @Override
            public void smessage(String channel, String message) {
                onOffer.accept(message);
            }

            @Override
            public void sunsubscribed(String channel, long count) {
                // Also when its slot has left this node.
                channels.remove(channel);
            }
        });
        ConnectionEnd.notice(connection, this::end);
    }

    boolean isOpen() {
        return !ended.get() && connection.isOpen();
    }

    /** Whether a channel is listened to, or about to be. */
    boolean knows(String channel) {
        return channels.containsKey(channel);
    }

    /** Listens to a channel; completes with true once Redis has confirmed it, or at once with false if it has already. */
    CompletionStage<Boolean> subscribe(String name) {
        Channel fresh = new Channel();
        Channel known = channels.putIfAbsent(name, fresh);
        Channel channel = known == null ? fresh : known;
        channel.wantedAt = ticker.nanoTime();
        if (known == null) {
            ask(name, fresh);
        } else if (known.confirmed.isDone()) {
            return CompletableFuture.completedFuture(false);
        }
        return channel.confirmed;
    }

    private void ask(String name, Channel fresh) {
        CompletionStage<Void> reply;
        try {
            reply = isSharded(name)
                    ? connection.async().ssubscribe(name)
                    : connection.async().subscribe(name);
        } catch (RuntimeException e) {
            reply = CompletableFuture.failedStage(e);
        }
        reply.whenComplete((subscribed, error) -> {
            if (error == null) {
                fresh.confirmed.complete(true);
            } else {
                channels.remove(name, fresh);
                fresh.confirmed.completeExceptionally(error);
            }
        });
    }

    /** Ends listening to all channels of a client. */
    void unsubscribe(String clientId) {
        channels.keySet().stream().filter(name -> name.endsWith(":" + clientId)).forEach(this::drop);
    }

    private void drop(String name) {
        if (channels.remove(name) == null || !isOpen()) {
            return;
        }
        if (isSharded(name)) {
            connection.async().sunsubscribe(name);
        } else {
            connection.async().unsubscribe(name);
        }
    }

    // A prefix has no braces.
    private static boolean isSharded(String name) {
        return name.indexOf('{') >= 0;
    }

    /** Pings now and then, and ends the connection that does not answer; drops the channels of slots where nobody waits any more. */
    void check() {
        long quiet = ticker.nanoTime() - pingedAt;
        if (pinging.get()) {
            if (quiet > patience.toNanos()) {
                end();
            }
        } else if (quiet > PING_AFTER.toNanos() && pinging.compareAndSet(false, true)) {
            pingedAt = ticker.nanoTime();
            dropUnwanted();
            connection.async().ping().whenComplete((pong, error) -> {
                if (error == null) {
                    pinging.set(false);
                } else {
                    end();
                }
            });
        }
    }

    private void dropUnwanted() {
        channels.forEach((name, channel) -> {
            if (isSharded(name) && ticker.nanoTime() - channel.wantedAt > UNWANTED_AFTER.toNanos()) {
                drop(name);
            }
        });
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
