package io.github.latchkey.redis;

import io.github.latchkey.Signals;
import io.github.latchkey.Ticker;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the offers that the scripts publish, on a connection of its own with one channel for each client. It is opened when somebody
 * waits for the first time, and again by the next waiter's look after a break; whoever waits then looks again, for what was
 * published before is lost. Where the right to subscribe is missing, waiters find their offers by looking now and then.
 *
 * <p>{@code opening} lets one thread at a time open; the others go on without signals. Safe for use by several threads.
 */
final class RedisSignals {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);

    private final Supplier<StatefulRedisPubSubConnection<String, String>> source;
    private final RedisConnector connector;
    private final String node;
    private final String prefix;
    private final Duration patience;
    private final Ticker ticker = Ticker.system();
    private final Map<String, Signals> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean opening = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile @Nullable RedisSubscription current;
    private volatile long notBefore;
    private volatile boolean closed;

    RedisSignals(
            Supplier<StatefulRedisPubSubConnection<String, String>> source,
            RedisConnector connector,
            String node,
            String prefix,
            Duration commandTimeout) {
        this.source = source;
        this.connector = connector;
        this.node = node;
        this.prefix = prefix;
        this.patience = commandTimeout.multipliedBy(2);
        this.notBefore = ticker.nanoTime();
    }

    void listen(String clientId, Signals signals) {
        listeners.put(prefix + clientId, signals);
    }

    void unlisten(String clientId) {
        listeners.remove(prefix + clientId);
        RedisSubscription listening = current;
        if (listening != null) {
            listening.unsubscribe(prefix + clientId);
        }
    }

    /** Notes that somebody waits: makes sure that its offers are heard of. Returns at once. */
    void wanted() {
        RedisSubscription listening = current;
        if (listening != null && listening.isOpen()) {
            listening.check();
            subscribe(listening);
        } else if (!closed && ticker.nanoTime() - notBefore >= 0 && opening.compareAndSet(false, true)) {
            connector.open(this::connect).whenComplete((opened, error) -> {
                if (opened != null) {
                    subscribe(opened);
                } else {
                    log.debug("No signals from {} yet", node, error);
                    notBefore = ticker.nanoTime() + RETRY_PAUSE.toNanos();
                }
                opening.set(false);
            });
        }
    }

    /** Opens one more connection, which is the caller's. */
    CompletableFuture<StatefulRedisPubSubConnection<String, String>> connectOnce() {
        return connector.open(source);
    }

    /** Notes that somebody says already that Redis refuses to be listened to. */
    void toldOfRefusal() {
        warned.set(true);
    }

    /** Notes that Redis is a replica by now, which publishes nothing: the next waiter's look connects anew. */
    void left() {
        RedisSubscription listening = current;
        if (listening != null) {
            listening.end();
        }
    }

    /** Ends the connection. Completes when it is closed. */
    CompletableFuture<Void> close() {
        closed = true;
        RedisSubscription listening = current;
        return listening == null ? CompletableFuture.completedFuture(null) : listening.end();
    }

    private RedisSubscription connect() {
        RedisSubscription opened = new RedisSubscription(
                source.get(), ticker, patience, this::heard, () -> log.debug("No signals from {} any more", node));
        current = opened;
        if (closed) {
            opened.end();
        }
        return opened;
    }

    private void subscribe(RedisSubscription listening) {
        listeners.forEach((channel, signals) -> {
            CompletionStage<Boolean> confirmed;
            try {
                confirmed = listening.subscribe(channel);
            } catch (RuntimeException e) {
                confirmed = CompletableFuture.failedStage(e);
            }
            confirmed.whenComplete((isNew, error) -> {
                if (error != null) {
                    refused(listening, error);
                } else if (isNew) {
                    signals.missed();
                }
            });
        });
    }

    private void refused(RedisSubscription listening, Throwable error) {
        String answer = RedisFailure.answer(error);
        if (answer != null) {
            notBefore = ticker.nanoTime() + PAUSE_AFTER_REFUSAL.toNanos();
            if (warned.compareAndSet(false, true)) {
                log.warn(
                        "{} refuses SUBSCRIBE to channels {}*: {}. Waiters look at their lock once a second instead of being"
                                + " told, which makes hand-overs slow. Grant the user +subscribe, +publish and &{}* (said once)",
                        node,
                        prefix,
                        answer,
                        prefix);
            }
        }
        listening.end();
    }

    private void heard(String channel, String owner) {
        Signals signals = listeners.get(channel);
        if (signals != null) {
            signals.offered(owner);
        }
    }
}
