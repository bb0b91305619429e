package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
    private final Set<SentCommand<?>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final long openedAt;
    private final Confirmations confirmations;
    private final ServerAge age;
    private final AtomicBoolean ageAsked = new AtomicBoolean();
    private volatile long lastProgress;

    /** Takes a connection over; {@code onEnd} runs once, before the replies under way fail. */
    RedisSession(
            StatefulRedisConnection<String, String> connection,
            Ticker ticker,
            Runnable onEnd,
            Function<RedisSession, Confirmations> confirmations) {
        this.connection = connection;
        this.ticker = ticker;
        this.onEnd = onEnd;
        this.openedAt = ticker.nanoTime();
        this.confirmations = confirmations.apply(this);
        this.age = new ServerAge(ticker);
        // Lettuce would forget a reply that comes after its timeout; callers have their own, and a late reply still
        // counts.
        connection.setTimeout(Duration.ZERO);
        ConnectionEnd.notice(connection, this::end);
    }

    /** Asks how long the server has run. Where that comes before all commands, it is known when the first reply comes. */
    ServerAge askAge() {
        if (ageAsked.compareAndSet(false, true)) {
            connection.async().info("server").whenComplete((reply, error) -> {
                if (!age.read(reply, error)) {
                    // A script that runs too long refuses it as well as a missing right, and both may be mended.
                    ageAsked.set(false);
                }
            });
        }
        return age;
    }

    /** Lets what is written here count once replicas have it. */
    Confirmations confirmations() {
        return confirmations;
    }

    /** Sends the next command of a call; the link is told once what became of it. */
    <T> void send(RedisCall<T> call, RedisLink link) {
        SentCommand<T> command = new SentCommand<>(call, this, link);
        if (underWay.isEmpty()) {
            lastProgress = ticker.nanoTime();
        }
        underWay.add(command);
        sent.incrementAndGet();
        try {
            connection.dispatch(command);
        } catch (RuntimeException e) {
            command.completeExceptionally(e);
        }
        if (ended.get()) {
            command.completeExceptionally(broken());
        }
    }

    /** Takes a command out that is under way no more; true for the first who does so. */
    boolean remove(SentCommand<?> command) {
        return underWay.remove(command);
    }

    /** Notes how a command has ended. */
    void ended(@Nullable Throwable failure) {
        answered.incrementAndGet();
        if (failure == null || failure instanceof RedisCommandExecutionException) {
            lastProgress = ticker.nanoTime();
        } else {
            // Also where the application's client has timeouts of its own for every command: a late reply is lost then.
            end();
        }
    }

    /** Counts the commands that were sent. */
    long sent() {
        return sent.get();
    }

    /** Counts the commands that have ended, in the order in which they were sent. */
    long answered() {
        return answered.get();
    }

    boolean isOlderThan(Duration age) {
        return ticker.nanoTime() - openedAt > age.toNanos();
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

    /** Closes the connection and fails what is under way. Completes when the connection is closed. */
    CompletableFuture<Void> end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
            underWay.forEach(command -> command.completeExceptionally(broken()));
            return ConnectionEnd.close(connection);
        }
        return CompletableFuture.completedFuture(null);
    }

    private static RedisConnectionException broken() {
        return new RedisConnectionException("the connection broke before the reply came");
    }
}
