package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one session that all who send to a Redis share, opened for the first of them and again after a break.
 *
 * <p>{@code current} is the session, or the opening of it that everybody waits for. It is replaced by compare-and-set, so one
 * opening is waited for at a time; a failed one stays for a moment, so that a Redis that is down is not stormed. An opening has a
 * limit of its own, for Lettuce's is the application's Redis timeout, a minute by default; a connection that comes after it is used
 * where the next opening still waits, and closed otherwise.
 *
 * <p>No session outlives {@code close}: it sets {@code closed} first, so that nothing new takes the place of what it then takes out and ends.
 */
final class CurrentSession {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    /** The first connection of a JVM loads half of Netty, which takes its time on a busy machine. */
    private static final Duration FIRST_OPENING = Duration.ofSeconds(5);

    private final Supplier<RedisSession> source;
    private final RedisConnector connector;
    private final Supplier<String> node;
    private final RedisCommon common;
    private final Outage outage;
    private final Duration openingLimit;
    private final Ticker ticker = Ticker.system();
    private final AtomicReference<CompletableFuture<RedisSession>> current;
    private volatile long lastFailure;
    private volatile boolean closed;

    /** Opens sessions from this source, which blocks and may throw what Lettuce throws, and tells the outage what fails. */
    CurrentSession(
            Supplier<RedisSession> source,
            RedisConnector connector,
            Supplier<String> node,
            RedisCommon common,
            Outage outage) {
        this.source = source;
        this.connector = connector;
        this.node = node;
        this.common = common;
        this.outage = outage;
        this.openingLimit = RedisLink.openingLimit(common.commandTimeout());
        this.current = new AtomicReference<>(CompletableFuture.failedFuture(new IllegalStateException("never opened")));
        this.lastFailure = ticker.nanoTime() - RETRY_PAUSE.toNanos();
    }

    /** Returns the session, or its opening, which begins here where there is none. */
    CompletableFuture<RedisSession> get() {
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

    /** Returns the session if there is one by now; it may have ended. */
    @Nullable RedisSession established() {
        CompletableFuture<RedisSession> now = Objects.requireNonNull(current.get());
        return now.isDone() && !now.isCompletedExceptionally() ? now.join() : null;
    }

    /** Ends the session for good, and lets whoever wants one fail like this. Completes when its connection is closed. */
    CompletableFuture<Void> close(LockStoreException ended) {
        closed = true;
        return Objects.requireNonNull(current.getAndSet(CompletableFuture.failedFuture(ended)))
                .thenCompose(RedisSession::end);
    }

    private boolean isGood(CompletableFuture<RedisSession> opening) {
        if (!opening.isDone()) {
            return true;
        }
        if (opening.isCompletedExceptionally()) {
            return closed || ticker.nanoTime() - lastFailure < RETRY_PAUSE.toNanos();
        }
        return opening.join().isOpen();
    }

    private void open(CompletableFuture<RedisSession> opening) {
        Duration limit = common.opened().get() ? openingLimit : FIRST_OPENING;
        opening.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((session, error) -> {
            if (error != null) {
                lastFailure = ticker.nanoTime();
                outage.failed();
            }
        });
        connector.open(source).whenComplete((session, error) -> {
            if (error != null) {
                opening.completeExceptionally(error);
            } else {
                arrived(opening, session);
            }
        });
        if (closed) {
            opening.thenAccept(RedisSession::end);
        }
    }

    private void arrived(CompletableFuture<RedisSession> opening, RedisSession session) {
        common.opened().set(true);
        if (outage.isLasting()) {
            log.info(
                    "Connected to {} again after {} s",
                    node.get(),
                    outage.lasted().toSeconds());
        } else {
            log.debug("Connected to {}", node.get());
        }
        if (closed
                || !(opening.complete(session)
                        || Objects.requireNonNull(current.get()).complete(session))) {
            session.end();
        }
    }
}
