package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.VotingStore;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps locks in one Redis, or in a cluster of them, 5.0 or newer, over a single connection to each that all callers share, and a second
 * one for signals to waiters, opened when somebody waits. It connects with the first command, and again whenever a connection breaks, so it can
 * be created while Redis is down. Safe for use by several threads.
 *
 * <p>An exclusive lock is a string key, {@code lock:{name}}, that expires with its lease and can be read with {@code redis-cli get}.
 * Shared holders and permits are in the sorted set {@code lock:{name}:shared}.
 */
public final class RedisLockStore implements VotingStore {

    private final String name;
    private final RedisNodes nodes;
    private final RedisCommon common;
    private final Consumer<Stand> onPlace;
    private final Runnable onClose;

    private RedisLockStore(
            Supplier<RedisClient> client, RedisTopology topology, RedisLockOptions options, Runnable onClose) {
        this.name = topology.describe();
        this.nodes = topology.nodes(client, options);
        this.common = nodes.common();
        this.onPlace = nodes::wanted;
        this.onClose = onClose;
    }

    /**
     * Opens a store with the default options.
     *
     * @param uri for example {@code redis://localhost:6379}, {@code rediss://user:password@host:6380/0} with TLS,
     *            {@code redis-socket:///run/redis/redis.sock}, or {@code redis-sentinel://one:26379,two:26379/0#name}
     * @return a store with a client of its own
     * @throws IllegalArgumentException if the URI is malformed, or names a Unix socket and what opens those is missing
     */
    public static RedisLockStore connect(String uri) {
        return connect(RedisTopology.of(uri), RedisLockOptions.DEFAULTS);
    }

    /**
     * Opens a store that, where it is to use TLS, trusts the authorities which the JVM knows.
     *
     * @param topology where Redis is
     * @param options  how it is used
     * @return a store with a client of its own
     */
    public static RedisLockStore connect(RedisTopology topology, RedisLockOptions options) {
        return connect(topology, options, SslOptions.create());
    }

    /**
     * Opens a store.
     *
     * @param topology where Redis is
     * @param options  how it is used
     * @param ssl      which authorities are trusted, and the client's certificate; counts where the topology asks for TLS
     * @return a store with a client of its own
     */
    public static RedisLockStore connect(RedisTopology topology, RedisLockOptions options, SslOptions ssl) {
        OwnClient own = new OwnClient(ssl);
        return new RedisLockStore(own::client, topology, options, own::close);
    }

    /**
     * Opens several stores, as {@link #connectAll(List, RedisLockOptions, SslOptions)} does, that trust the authorities which the JVM knows.
     *
     * @param topologies where each Redis is
     * @param options    how each is used
     * @return a store for each, in turn
     */
    public static List<RedisLockStore> connectAll(List<RedisTopology> topologies, RedisLockOptions options) {
        return connectAll(topologies, options, SslOptions.create());
    }

    /**
     * Opens several stores that share one client and its thread, as the nodes of a quorum do. The client is closed with the last of them.
     *
     * @param topologies where each Redis is
     * @param options    how each is used
     * @param ssl        which authorities are trusted, and the client's certificate; counts where a topology asks for TLS
     * @return a store for each, in turn
     */
    public static List<RedisLockStore> connectAll(
            List<RedisTopology> topologies, RedisLockOptions options, SslOptions ssl) {
        OwnClient own = new OwnClient(ssl);
        AtomicInteger open = new AtomicInteger(topologies.size());
        return topologies.stream()
                .map(topology -> new RedisLockStore(own::client, topology, options, once(() -> {
                    if (open.decrementAndGet() == 0) {
                        own.close();
                    }
                })))
                .toList();
    }

    private static Runnable once(Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        };
    }

    /**
     * Uses a client that belongs to somebody else, on connections of its own. The supplier is asked at each connect, so the
     * client may be replaced meanwhile. Closing the store leaves the client open. Of a cluster's client only the threads and the options
     * are used.
     *
     * @param client   gives the client; may throw while there is none
     * @param topology where Redis is, perhaps {@linkplain RedisTopology#ofClient where the client's own address leads}
     * @param options  how it is used
     * @return a store on the borrowed client
     */
    public static RedisLockStore borrow(
            Supplier<? extends AbstractRedisClient> client, RedisTopology topology, RedisLockOptions options) {
        BorrowedClient borrowed = new BorrowedClient(client);
        return new RedisLockStore(borrowed::client, topology, options, borrowed::close);
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Look look) {
        return vote(look, 0);
    }

    @Override
    public CompletableFuture<Acquisition> vote(Look look, long floor) {
        return nodes.send(look.stand().name(), new AcquireCall(common.keys(), look, floor, onPlace));
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return nodes.retire(stand, keep, tombstone);
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return nodes.renew(stands);
    }

    @Override
    public CompletableFuture<Boolean> raise(Stand stand, long token) {
        return nodes.send(stand.name(), new RaiseCall(common.keys(), stand, token));
    }

    @Override
    public Duration age() {
        return nodes.age();
    }

    @Override
    public CompletableFuture<LockState> inspect(String lock) {
        return nodes.send(lock, new InspectCall(common.keys(), lock))
                .thenApply(reply -> InspectCall.state(lock, reply));
    }

    @Override
    public void listen(String clientId, Signals listener) {
        common.listeners().add(clientId, listener);
    }

    @Override
    public void unlisten(String clientId) {
        common.listeners().remove(clientId);
        nodes.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return common.doubts().get();
    }

    @Override
    public Duration commandTimeout() {
        return common.commandTimeout();
    }

    @Override
    public CompletableFuture<Void> ping() {
        return nodes.each(node -> node.send(new PingCall()).thenApply(List::of)).thenAccept(pongs -> {});
    }

    @Override
    public CompletableFuture<List<String>> warnings() {
        return nodes.each(RedisNode::warnings);
    }

    /**
     * Tries each command that locks use on each kind of key, in a way that changes nothing, and listens on a channel, on a connection that
     * is closed at once. The rights to {@code SCRIPT LOAD}, {@code SUBSCRIBE}, {@code UNSUBSCRIBE} and {@code PUBLISH}, and on channels, are
     * useful; all others are needed.
     */
    @Override
    public CompletableFuture<List<String>> checkRights() {
        return nodes.each(RedisNode::checkRights);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {
        common.watchdog().shutdownNow();
        // Lettuce warns where a connection is closed once more with its client.
        nodes.close().whenComplete((closed, never) -> onClose.run());
    }
}
