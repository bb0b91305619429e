package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Ticker;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis: sends all commands on its one session, and lets each call know what became of it. Safe for use by several threads: while
 * a session is opened, each puts its call in a queue before it asks to be told of the end of that, so none stays behind.
 */
final class RedisLink {

    private static final Duration MIN_OPENING = Duration.ofSeconds(1);

    /** So that one which stays a replica is not stormed with connections. */
    private static final Duration MIN_AGE_OF_DEMOTED = Duration.ofSeconds(1);

    private final Source source;
    private final RedisCommon common;
    private final Runnable onDemotion;
    private final Supplier<String> node;
    private final Ticker ticker = Ticker.system();
    private final Outage outage = new Outage(ticker);
    private final CurrentSession current;
    private final StallWatch watch;
    private final Queue<RedisCall<?>> waiting = new ConcurrentLinkedQueue<>();
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
        this.current = new CurrentSession(this::connect, connector, node, common, outage);
        this.watch = new StallWatch(node, common.commandTimeout(), common.watchdog(), current::established);
    }

    /** How long an opening may take, but for the first. */
    static Duration openingLimit(Duration commandTimeout) {
        Duration twice = commandTimeout.multipliedBy(2);
        return twice.compareTo(MIN_OPENING) > 0 ? twice : MIN_OPENING;
    }

    /** Sends a command once the session is there; the call fails with {@code LockStoreException} only. */
    <T> CompletableFuture<T> send(RedisCall<T> call) {
        CompletableFuture<RedisSession> opening = current.get();
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
                call.completeExceptionally(RedisFailure.notConnected(error, node.get(), outage::failed));
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
            outage.end();
            if (reply != null && call.replicas() > 0 && call.isToBeConfirmed(reply)) {
                session.confirmations().add(call, reply);
            } else {
                call.complete(reply);
            }
        } else if (call.prepareAgain(failure)) {
            common.doubts().incrementAndGet();
            send(call);
        } else if (!common.redirects().follow(call, failure)) {
            call.completeExceptionally(RedisFailure.of(failure, node.get(), outage::failed));
        }
        session.confirmations().confirm();
    }

    /**
     * How long the server has run that answers now; zero while there is no connection. A session is replaced only after it has ended, and
     * all that it had under way has failed. So an answer that came just now is from the present server, or from one before it.
     */
    Duration age() {
        ageWanted = true;
        RedisSession session = current.established();
        return session == null || !session.isOpen()
                ? Duration.ZERO
                : session.askAge().get(node.get());
    }

    /** Ends the session. Completes when its connection is closed. */
    CompletableFuture<Void> close() {
        return current.close(
                LockStoreException.notSent("The connection to " + node.get() + " is closed.", false, null));
    }

    /** Ends the session to a node that keeps no locks any more; what comes all the same may be tried again. */
    CompletableFuture<Void> leave() {
        return current.close(LockStoreException.notSent(node.get() + " keeps no locks any more.", true, null));
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
}
