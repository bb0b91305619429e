package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what one sentinel says of a master, and asks it once after each connect, for what it said before.
 *
 * <p>{@code opening} lets one opening be under way at a time. Whatever fails is tried again with the next call: the other sentinels say the
 * same.
 */
final class SentinelEar {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final String CHANNEL = "+switch-master";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);

    /** The name, the old host and port, the new host and port. */
    private static final int WORDS = 5;

    private final Openings openings;
    private final RedisURI sentinel;
    private final String masterId;
    private final Consumer<NodeAddress> onSwitch;
    private final Consumer<NodeAddress> onAnswer;
    private final Ticker ticker = Ticker.system();
    private final AtomicBoolean opening = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile @Nullable RedisSubscription current;
    private volatile long notBefore;
    private volatile boolean closed;

    /** Tells the consumers, on the driver's threads, where the master is: what is news, and what is the answer to a question. */
    SentinelEar(
            Openings openings,
            RedisURI sentinel,
            String masterId,
            Consumer<NodeAddress> onSwitch,
            Consumer<NodeAddress> onAnswer) {
        this.openings = openings;
        this.sentinel = sentinel;
        this.masterId = masterId;
        this.onSwitch = onSwitch;
        this.onAnswer = onAnswer;
        this.notBefore = ticker.nanoTime();
    }

    /** Connects where there is no connection, and looks after it where there is one. Returns at once. */
    void keepOpen() {
        RedisSubscription listening = current;
        if (listening != null && listening.isOpen()) {
            listening.check();
        } else if (!closed && ticker.nanoTime() - notBefore >= 0 && opening.compareAndSet(false, true)) {
            connect().whenComplete((connected, error) -> {
                if (error != null) {
                    failed(error);
                }
                opening.set(false);
            });
        }
    }

    /** Ends the connection. Completes when it is closed. */
    CompletableFuture<Void> close() {
        closed = true;
        RedisSubscription listening = current;
        return listening == null ? CompletableFuture.completedFuture(null) : listening.end();
    }

    private CompletableFuture<Void> connect() {
        try {
            return openings.listenLater(sentinel, PATIENCE).thenCompose(this::listen);
        } catch (RuntimeException e) {
            // The application's client may be gone, or not be there yet.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> listen(StatefulRedisPubSubConnection<String, String> connection) {
        RedisSubscription listening = new RedisSubscription(
                connection,
                ticker,
                PATIENCE,
                this::heard,
                () -> log.debug("Sentinel at {} is not listened to any more", NodeAddress.of(sentinel)));
        current = listening;
        if (closed) {
            return listening.end();
        }
        return listening
                .subscribe(CHANNEL)
                .thenCompose(subscribed -> openings.askSentinel(sentinel, masterId, PATIENCE))
                .thenAccept(master -> master.ifPresent(onAnswer))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        listening.end();
                    }
                })
                .toCompletableFuture();
    }

    private void failed(Throwable error) {
        log.debug("Sentinel at {} cannot be listened to yet", NodeAddress.of(sentinel), error);
        String answer = RedisFailure.answer(error);
        if (answer != null && !RedisFailure.of(error, "", () -> Duration.ZERO).isPassing()) {
            notBefore = ticker.nanoTime() + PAUSE_AFTER_REFUSAL.toNanos();
            if (warned.compareAndSet(false, true)) {
                log.warn(
                        "Sentinel at {} does not let its user listen: {}. An old master that was stopped and goes on may be"
                                + " taken for the master where nobody else tells. Grant that user +subscribe and &{} (said once)",
                        NodeAddress.of(sentinel),
                        answer.replaceFirst("\\.+$", ""),
                        CHANNEL);
            }
        }
    }

    private void heard(String message) {
        String[] words = message.split(" ", -1);
        if (words.length == WORDS && words[0].equals(masterId)) {
            onSwitch.accept(new NodeAddress(words[3], Integer.parseInt(words[4])));
        }
    }
}
