package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis: one session that all commands share, opened by the first of them and again after a break.
 *
 * <p>{@code current} is the session, or the opening of it that everybody waits for. It is replaced by compare-and-set, so one
 * opening is waited for at a time; a failed one stays for a moment, so that a Redis that is down is not stormed. An opening has a
 * limit of its own, for Lettuce's is the application's Redis timeout, a minute by default; a connection that comes after it is used
 * where the next opening still waits, and closed otherwise.
 */
final class RedisLink {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
    private static final Duration MIN_OPENING = Duration.ofSeconds(1);

    /** The first connection of a JVM loads half of Netty, which takes its time on a busy machine. */
    private static final Duration FIRST_OPENING = Duration.ofSeconds(5);

    /** So that one which stays a replica is not stormed with connections. */
    private static final Duration MIN_AGE_OF_DEMOTED = Duration.ofSeconds(1);

    private final Source source;
    private final RedisCommon common;
    private final Runnable onDemotion;
    private final Supplier<String> node;
    private final Duration openingLimit;
    private final Ticker ticker = Ticker.system();
    private final RedisConnector connector;
    private final StallWatch watch;
    private final AtomicReference<CompletableFuture<RedisSession>> current;
    private final Queue<RedisCall<?>> waiting = new ConcurrentLinkedQueue<>();
    private volatile long lastFailure;
    private volatile long failingSince;
    private volatile boolean failing;
    private volatile boolean closed;
    private volatile boolean ageWanted;

    /** Opens a connection, blocking; may throw what Lettuce throws. */
    @FunctionalInterface
    interface Source {
        StatefulRedisConnection<String, String> connect();
    }

    /** Connects to this source; {@code onDemotion} runs when a connection was left because its Redis is a replica by now. */
    RedisLink(Source source, RedisConnector connector, Supplier<String> node, RedisCommon common, Runnable onDemotion) {
        this.source = source;
        this.onDemotion = onDemotion;
        this.node = node;
        this.common = common;
        this.openingLimit = openingLimit(common.commandTimeout());
        this.connector = connector;
        this.watch = new StallWatch(node, common.commandTimeout(), common.watchdog(), this::established);
        this.current = new AtomicReference<>(CompletableFuture.failedFuture(new IllegalStateException("never opened")));
        this.lastFailure = ticker.nanoTime() - RETRY_PAUSE.toNanos();
    }

    /** How long an opening may take, but for the first. */
    static Duration openingLimit(Duration commandTimeout) {
        Duration twice = commandTimeout.multipliedBy(2);
        return twice.compareTo(MIN_OPENING) > 0 ? twice : MIN_OPENING;
    }

    /** Sends a command once the session is there; the call fails with {@code LockStoreException} only. */
    <T> CompletableFuture<T> send(RedisCall<T> call) {
        CompletableFuture<RedisSession> opening = session();
        if (opening.isDone() && !opening.isCompletedExceptionally()) {
            send(call, opening.join());
        } else {
            // In a queue of our own: a future tells those who wait for it the last one first.
            waiting.add(call);
            opening.whenComplete(this::opened);
        }
        return call;
    }

    private void opened(@Nullable RedisSession session, @Nullable Throwable error) {
        for (RedisCall<?> call = waiting.poll(); call != null; call = waiting.poll()) {
            if (session != null) {
                send(call, session);
            } else if (error != null && !common.redirects().follow(call, error)) {
                call.completeExceptionally(RedisFailure.notConnected(error, node.get(), this::failing));
            }
        }
    }

    /** Sends a command on that session, which may have ended. */
    <T> void send(RedisCall<T> call, RedisSession session) {
        Route route = call.route();
        if (route != null && route.asking()) {
            session.send(new AskingCall(), this);
        }
        session.send(call, this);
        watch.start();
    }

    /** Takes what became of a command. */
    <T> void ended(SentCommand<T> command, RedisSession session, @Nullable T reply, @Nullable Throwable failure) {
        session.ended(failure);
        if (failure != null && RedisFailure.isDemotion(failure) && session.isOlderThan(MIN_AGE_OF_DEMOTED)) {
            // Its name may lead to another Redis by now.
            session.end();
            onDemotion.run();
        }
        RedisCall<T> call = command.call();
        if (failure == null) {
            failing = false;
            if (reply != null && call.replicas() > 0 && call.isToBeConfirmed(reply)) {
                session.confirmations().add(call, reply);
            } else {
                call.complete(reply);
            }
        } else if (call.prepareAgain(failure)) {
            common.doubts().incrementAndGet();
            send(call);
        } else if (!common.redirects().follow(call, failure)) {
            call.completeExceptionally(RedisFailure.of(failure, node.get(), this::failing));
        }
        session.confirmations().confirm();
    }

    /**
     * How long the server has run that answers now; zero while there is no connection. A session is replaced only after it has ended, and
     * all that it had under way has failed. So an answer that came just now is from the present server, or from one before it.
     */
    Duration age() {
        ageWanted = true;
        RedisSession session = established();
        return session == null || !session.isOpen()
                ? Duration.ZERO
                : session.askAge().get(node.get());
    }

    /** Ends the session. Completes when its connection is closed. */
    CompletableFuture<Void> close() {
        return close(LockStoreException.notSent("The connection to " + node.get() + " is closed.", false, null));
    }

    /** Ends the session to a node that keeps no locks any more; what comes all the same may be tried again. */
    CompletableFuture<Void> leave() {
        return close(LockStoreException.notSent(node.get() + " keeps no locks any more.", true, null));
    }

    private CompletableFuture<Void> close(LockStoreException ended) {
        closed = true;
        return Objects.requireNonNull(current.getAndSet(CompletableFuture.failedFuture(ended)))
                .thenCompose(RedisSession::end);
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
            return closed || ticker.nanoTime() - lastFailure < RETRY_PAUSE.toNanos();
        }
        return opening.join().isOpen();
    }

    private void open(CompletableFuture<RedisSession> opening) {
        Duration limit = common.opened().get() ? openingLimit : FIRST_OPENING;
        opening.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((session, error) -> {
            if (error != null) {
                lastFailure = ticker.nanoTime();
                failing();
            }
        });
        connector.open(this::connect).whenComplete((session, error) -> {
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

    private RedisSession connect() {
        StatefulRedisConnection<String, String> connection = source.connect();
        RedisSession session = new RedisSession(
                connection,
                ticker,
                common.doubts()::incrementAndGet,
                opening -> new Confirmations(
                        opening, this, node.get(), common.options().replicaTimeout()));
        if (ageWanted) {
            // Only then, for it takes a right that no lock in one Redis needs.
            session.askAge();
        }
        // So that not even the first acquire is answered with NOSCRIPT. Where the right is missing, EVAL does it later.
        RedisScripts.ALL.forEach(script -> connection.async().scriptLoad(script.text()));
        return session;
    }

    private void arrived(CompletableFuture<RedisSession> opening, RedisSession session) {
        common.opened().set(true);
        if (failing) {
            log.info("Connected to {} again after {} s", node.get(), failing().toSeconds());
        } else {
            log.debug("Connected to {}", node.get());
        }
        if (closed
                || !(opening.complete(session)
                        || Objects.requireNonNull(current.get()).complete(session))) {
            session.end();
        }
    }

    private @Nullable RedisSession established() {
        CompletableFuture<RedisSession> now = Objects.requireNonNull(current.get());
        return now.isDone() && !now.isCompletedExceptionally() ? now.join() : null;
    }

    private Duration failing() {
        if (!failing) {
            failingSince = ticker.nanoTime();
            failing = true;
        }
        return Duration.ofNanos(ticker.nanoTime() - failingSince);
    }
}
