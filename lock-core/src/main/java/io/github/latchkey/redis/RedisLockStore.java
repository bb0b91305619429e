package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps locks in one Redis, 5.0 or newer, over a single connection that all callers share, and a second one for
 * signals to waiters, opened when somebody waits. It connects with the first command, and again whenever a connection breaks, so it can
 * be created while Redis is down. Safe for use by several threads.
 *
 * <p>An exclusive lock is a string key, {@code lock:{name}}, that expires with its lease and can be read with {@code redis-cli get}.
 * Shared holders and permits are in the sorted set {@code lock:{name}:shared}.
 */
public final class RedisLockStore implements LockStore {

    private final LockKeys keys;
    private final RedisLockOptions options;
    private final String name;
    private final RedisConnector connector = new RedisConnector();
    private final RedisNode node;
    private final Runnable onPlace;
    private final Runnable onClose;

    private RedisLockStore(
            Supplier<RedisClient> client, RedisTopology topology, RedisLockOptions options, Runnable onClose) {
        this.keys = new LockKeys(options.keyPrefix());
        this.options = options;
        this.name = topology.describe();
        this.node = new RedisNode(topology.place(client), name, connector, options);
        this.onPlace = node.signals()::wanted;
        this.onClose = onClose;
    }

    /**
     * Opens a store with the default options.
     *
     * @param uri for example {@code redis://localhost:6379}, {@code rediss://user:password@host:6380/0} with TLS, or
     *            {@code redis-socket:///run/redis/redis.sock}
     * @return a store with a client of its own
     * @throws IllegalArgumentException if the URI is malformed, or names a Unix socket and what opens those is missing
     */
    public static RedisLockStore connect(String uri) {
        return connect(RedisTopology.of(uri), RedisLockOptions.DEFAULTS);
    }

    /**
     * Opens a store.
     *
     * @param topology where Redis is
     * @param options  how it is used
     * @return a store with a client of its own
     */
    public static RedisLockStore connect(RedisTopology topology, RedisLockOptions options) {
        OwnClient own = new OwnClient();
        return new RedisLockStore(own::client, topology, options, own::close);
    }

    /**
     * Uses a client that belongs to somebody else, on connections of its own. The supplier is asked at each connect, so the
     * client may be replaced meanwhile. Closing the store leaves the client open.
     *
     * @param client   gives the client; may throw while there is none
     * @param topology where Redis is, perhaps {@linkplain RedisTopology#ofClient where the client's own address leads}
     * @param options  how it is used
     * @return a store on the borrowed client
     */
    public static RedisLockStore borrow(
            Supplier<RedisClient> client, RedisTopology topology, RedisLockOptions options) {
        return new RedisLockStore(client, topology, options, () -> {});
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Look look) {
        return node.send(new AcquireCall(keys, look, onPlace));
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return node.send(new RetireCall(keys, stand, keep, tombstone));
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return RenewCall.each(stands, Stand::replicas, together -> node.send(new RenewCall(keys, together)));
    }

    @Override
    public CompletableFuture<LockState> inspect(String lock) {
        return node.send(new InspectCall(keys, lock)).thenApply(reply -> state(lock, reply));
    }

    @Override
    public void listen(String clientId, Signals listener) {
        node.signals().listen(clientId, listener);
    }

    @Override
    public void unlisten(String clientId) {
        node.signals().unlisten(clientId);
    }

    @Override
    public long doubts() {
        return node.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return options.commandTimeout();
    }

    @Override
    public CompletableFuture<Void> ping() {
        return node.send(new PingCall()).thenAccept(pong -> {});
    }

    @Override
    public CompletableFuture<List<String>> warnings() {
        return node.send(new MemoryCall()).handle(EvictionWarning::of);
    }

    /**
     * Tries each command that locks use on each kind of key, in a way that changes nothing, and listens on a channel, on a connection that
     * is closed at once. The rights to {@code SCRIPT LOAD}, {@code SUBSCRIBE}, {@code UNSUBSCRIBE} and {@code PUBLISH}, and on channels, are
     * useful; all others are needed.
     */
    @Override
    public CompletableFuture<List<String>> checkRights() {
        return node.checkRights();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {
        connector.close();
        // Lettuce warns where a connection is closed once more with its client.
        node.close().whenComplete((closed, never) -> onClose.run());
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
}
