package io.github.latchkey.redis;

import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.Ticker;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the offers that the scripts of one node publish, on a connection of its own. It is opened when somebody waits for the first time, and
 * again by the next waiter's look after a break; whoever waits then looks again, for what was published before is lost. Where
 * nobody may subscribe, or can, waiters find their offers by looking now and then.
 *
 * <p>One Redis has a channel for each client. A cluster has one for each slot in which a client waits, so that it lies on the node that
 * publishes there.
 *
 * <p>{@code opening} lets one thread at a time open; the others go on without signals, and their stands are subscribed for at its end.
 * Safe for use by several threads.
 */
final class RedisSignals {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);

    private final Supplier<StatefulRedisPubSubConnection<String, String>> source;
    private final RedisConnector connector;
    private final String node;
    private final RedisCommon common;
    private final LockKeys keys;
    private final Ticker ticker = Ticker.system();
    private final Queue<Stand> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean opening = new AtomicBoolean();
    private volatile @Nullable RedisSubscription current;
    private volatile long notBefore;
    private volatile boolean closed;

    RedisSignals(
            Supplier<StatefulRedisPubSubConnection<String, String>> source,
            RedisConnector connector,
            String node,
            RedisCommon common) {
        this.source = source;
        this.connector = connector;
        this.node = node;
        this.common = common;
        this.keys = common.keys();
        this.notBefore = ticker.nanoTime();
    }

    /** Ends what a client listens to. */
    void unlisten(String clientId) {
        RedisSubscription listening = current;
        if (listening != null) {
            listening.unsubscribe(clientId);
        }
    }

    /** Notes that somebody waits: makes sure that its offers are heard of. Returns at once. */
    void wanted(Stand stand) {
        RedisSubscription listening = current;
        if (listening != null && listening.isOpen()) {
            listening.check();
            subscribe(listening, stand);
        } else if (!closed && ticker.nanoTime() - notBefore >= 0) {
            waiting.add(stand);
            if (opening.compareAndSet(false, true)) {
                open();
            }
        }
    }

    private void open() {
        connector.open(this::connect).whenComplete((opened, error) -> {
            if (opened == null) {
                log.debug("No signals from {} yet", node, error);
                notBefore = ticker.nanoTime() + RETRY_PAUSE.toNanos();
            }
            for (Stand stand = waiting.poll(); stand != null; stand = waiting.poll()) {
                if (opened != null) {
                    subscribe(opened, stand);
                }
            }
            opening.set(false);
        });
    }

    /** Opens one more connection, which is the caller's. */
    CompletableFuture<StatefulRedisPubSubConnection<String, String>> connectOnce() {
        return connector.open(source);
    }

    /** Notes that somebody says already that Redis refuses to be listened to. */
    void toldOfRefusal() {
        common.listeners().tellOfRefusal();
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
                source.get(),
                ticker,
                common.commandTimeout().multipliedBy(2),
                this::heard,
                () -> log.debug("No signals from {} any more", node));
        current = opened;
        if (closed) {
            opened.end();
        }
        return opened;
    }

    private void subscribe(RedisSubscription listening, Stand stand) {
        if (!keys.slotted()) {
            common.listeners().forEach((clientId, signals) -> {
                String channel = keys.channels() + clientId;
                if (!listening.knows(channel)) {
                    subscribe(listening, channel, signals::missed);
                }
            });
            return;
        }
        String clientId = SignalListeners.clientOf(stand.owner());
        Signals signals = common.listeners().of(clientId);
        if (signals != null) {
            // Those who wait in other slots have missed nothing, and with each slot they would all look.
            subscribe(listening, keys.channels(stand.name()) + clientId, () -> signals.offered(stand.owner()));
        }
    }

    private void subscribe(RedisSubscription listening, String channel, Runnable lookAgain) {
        listening.subscribe(channel).whenComplete((mayHaveMissed, error) -> {
            if (error != null) {
                refused(listening, error);
            } else if (mayHaveMissed) {
                lookAgain.run();
            }
        });
    }

    private void refused(RedisSubscription listening, Throwable error) {
        String answer = RedisFailure.answer(error);
        if (answer != null && RedisFailure.isOfSlot(answer)) {
            // The next look finds out where the slot is by now.
            return;
        }
        if (answer != null) {
            notBefore = ticker.nanoTime() + PAUSE_AFTER_REFUSAL.toNanos();
            if (common.listeners().tellOfRefusal()) {
                log.warn(
                        "{} {}. Waiters look at their lock once a second instead of being told, which makes hand-overs slow (said once)",
                        node,
                        reason(answer));
            }
        }
        listening.end();
    }

    private String reason(String answer) {
        String channels = keys.channels();
        if (!keys.slotted()) {
            return "refuses SUBSCRIBE to channels " + channels + "*: " + answer
                    + ". Grant the user +subscribe, +publish and &" + channels + "*";
        }
        return answer.startsWith("ERR unknown command")
                ? "has no sharded pub/sub, which came with Redis 7.0"
                : "refuses SSUBSCRIBE to channels " + channels + "*: " + answer
                        + ". Grant the user +ssubscribe, +spublish and &" + channels + "*";
    }

    private void heard(String owner) {
        Signals signals = common.listeners().of(SignalListeners.clientOf(owner));
        if (signals != null) {
            signals.offered(owner);
        }
    }
}
