package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps locks in one Redis, 5.0 or newer, over a single connection that all callers share, and a second one for
 * signals to waiters. It connects with the first command, and again whenever the connection breaks, so it can be created while Redis is down. Safe for use by several threads.
 *
 * <p>A lock is a string key, {@code lock:{name}}, that expires with its lease and can be read with {@code redis-cli get}.
 */
public final class RedisLockStore implements LockStore {

    private final LockKeys keys;
    private final RedisLockOptions options;
    private final String node;
    private final RedisConnector connector = new RedisConnector();
    private final RedisLink link;
    private final RedisSignals signals;
    private final Runnable onClose;

    private RedisLockStore(Supplier<RedisClient> client, String node, RedisLockOptions options, Runnable onClose) {
        this.keys = new LockKeys(options.keyPrefix());
        this.options = options;
        this.node = "Redis at " + node;
        this.link = new RedisLink(
                () -> client.get().connect(StringCodec.UTF8), connector, this.node, options.commandTimeout());
        this.signals = new RedisSignals(
                () -> client.get().connectPubSub(StringCodec.UTF8),
                connector,
                this.node,
                keys.channels(),
                options.commandTimeout());
        this.onClose = onClose;
    }

    /**
     * Opens a store with the default options.
     *
     * @param uri for example {@code redis://localhost:6379}, or {@code rediss://user:password@host:6380/0} with TLS
     * @return a store with a client of its own
     * @throws IllegalArgumentException if the URI is malformed
     */
    public static RedisLockStore connect(String uri) {
        return connect(RedisURI.create(uri), RedisLockOptions.DEFAULTS);
    }

    /**
     * Opens a store.
     *
     * @param uri     where Redis is
     * @param options how it is used
     * @return a store with a client of its own
     */
    public static RedisLockStore connect(RedisURI uri, RedisLockOptions options) {
        RedisClient client = RedisClient.create(uri);
        String node = uri.getHost() + ":" + uri.getPort();
        return new RedisLockStore(() -> client, node, options, () -> client.shutdownAsync(0, 1, TimeUnit.SECONDS));
    }

    /**
     * Uses a client that belongs to somebody else, on a connection of its own. The supplier is asked at each connect, so the
     * client may be replaced meanwhile. Closing the store leaves the client open.
     *
     * @param client  gives the client, connected to one Redis by default; may throw while there is none
     * @param node    names that Redis in messages, for example {@code localhost:6379}
     * @param options how it is used
     * @return a store on the borrowed client
     */
    public static RedisLockStore borrow(Supplier<RedisClient> client, String node, RedisLockOptions options) {
        return new RedisLockStore(client, node, options, () -> {});
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Look look) {
        Stand stand = look.stand();
        Stand old = look.old();
        String[] involved = keys.line(stand.name(), stand.owner(), old == null ? stand.owner() : old.owner());
        return this.<List<Object>>run(
                        RedisScripts.ACQUIRE,
                        ScriptOutputType.MULTI,
                        involved,
                        keys.channels(),
                        stand.owner(),
                        millis(stand.lease()),
                        look.waits() ? "1" : "0",
                        look.arrival() == 0 ? "" : Long.toString(look.arrival()),
                        old == null ? "" : old.owner(),
                        old == null || !look.oldMayHaveCopies() ? "0" : millis(old.tombstoneFor()))
                .thenApply(reply -> {
                    Acquisition answer = acquisition(reply, stand);
                    if (answer instanceof Busy busy && busy.arrival() != 0) {
                        signals.wanted();
                    }
                    return answer;
                });
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return this.<Long>run(
                        RedisScripts.RETIRE,
                        ScriptOutputType.INTEGER,
                        keys.line(stand.name(), stand.owner()),
                        keys.channels(),
                        stand.owner(),
                        millis(keep),
                        tombstone ? millis(stand.tombstoneFor()) : "0")
                .thenApply(ours -> ours == 1);
    }

    @Override
    public CompletableFuture<List<Boolean>> renew(List<Stand> stands) {
        String[] involved = stands.stream().map(keys::lease).toArray(String[]::new);
        String[] arguments = stands.stream()
                .flatMap(stand -> Stream.of(stand.owner(), millis(stand.lease())))
                .toArray(String[]::new);
        return this.<List<Long>>run(RedisScripts.RENEW, ScriptOutputType.MULTI, involved, arguments)
                .thenApply(replies -> replies.stream().map(held -> held == 1).toList());
    }

    @Override
    public CompletableFuture<LockState> inspect(String name) {
        return this.<List<Object>>run(RedisScripts.INSPECT, ScriptOutputType.MULTI, keys.state(name))
                .thenApply(reply -> state(name, reply));
    }

    @Override
    public void listen(String clientId, Signals listener) {
        signals.listen(clientId, listener);
    }

    @Override
    public void unlisten(String clientId) {
        signals.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return link.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return options.commandTimeout();
    }

    @Override
    public CompletableFuture<Void> ping() {
        return link.send(redis -> redis.ping()).thenAccept(pong -> {});
    }

    @Override
    public String describe() {
        return node;
    }

    @Override
    public void close() {
        signals.close();
        link.close();
        connector.close();
        onClose.run();
    }

    private <T> CompletableFuture<T> run(Script script, ScriptOutputType type, String[] involved, String... arguments) {
        return link.<T>send(redis -> redis.evalsha(script.sha1(), type, involved, arguments))
                .exceptionallyCompose(error -> {
                    if (!isNoScript(error)) {
                        return CompletableFuture.failedFuture(error);
                    }
                    // After a restart, a failover or SCRIPT FLUSH. EVAL runs the script and makes it known again.
                    link.addDoubt();
                    return link.send(redis -> redis.eval(script.text(), type, involved, arguments));
                });
    }

    private static boolean isNoScript(Throwable error) {
        Throwable failure = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return failure.getCause() instanceof RedisNoScriptException;
    }

    private static Acquisition acquisition(List<Object> reply, Stand stand) {
        String value = (String) reply.get(1);
        boolean gaveBack = (Long) reply.get(4) == 1;
        return switch ((String) reply.get(0)) {
            case "GRANTED" -> new Granted(Long.parseLong(value), stand.validFor(), gaveBack);
            case "BUSY" -> {
                String arrival = (String) reply.get(3);
                yield new Busy(
                        value,
                        rest((Long) reply.get(2)),
                        arrival.isEmpty() ? 0 : (long) Double.parseDouble(arrival),
                        gaveBack);
            }
            default -> new Refused(gaveBack);
        };
    }

    private static LockState state(String name, List<Object> reply) {
        List<String> holders = reply.stream().skip(3).map(String.class::cast).toList();
        return new LockState(
                name,
                holders,
                holders.isEmpty() ? null : rest((Long) reply.get(1)),
                Long.parseLong((String) reply.get(0)),
                Math.toIntExact((Long) reply.get(2)));
    }

    private static @Nullable Duration rest(long millis) {
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
