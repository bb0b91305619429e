package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The nodes of a cluster that are connected to, each as to the seed. Safe for use by several threads. A node that keeps no locks any more is
 * closed a while after nobody finds it here, so that what is under way there ends by itself.
 */
final class NodePool {

    private static final int TIMEOUTS_TO_LEAVE = 3;

    private final Supplier<RedisClient> client;
    private final RedisURI seed;
    private final RedisCommon common;
    private final Map<NodeAddress, RedisNode> nodes = new ConcurrentHashMap<>();

    /** Where slots are on their way to: on connections of their own nothing comes between ASKING and what is asked. */
    private final Map<NodeAddress, RedisNode> importing = new ConcurrentHashMap<>();

    /** When each of these was wanted last. */
    private final Map<NodeAddress, Long> wantedAt = new ConcurrentHashMap<>();

    private final Ticker ticker = Ticker.system();

    private final Set<RedisNode> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    NodePool(Supplier<RedisClient> client, RedisURI seed, RedisCommon common) {
        this.client = client;
        this.seed = seed;
        this.common = common;
    }

    /** Returns the node at that address, which connects when it is sent something. */
    RedisNode node(NodeAddress address) {
        return open(nodes.computeIfAbsent(address, this::newNode));
    }

    /** Returns the same node, to be asked for slots that are on their way to it. */
    RedisNode importing(NodeAddress address) {
        wantedAt.put(address, ticker.nanoTime());
        return open(importing.computeIfAbsent(address, this::newNode));
    }

    // After the node is in the map: then it is closed here, or by who closes all.
    private RedisNode open(RedisNode node) {
        if (closed) {
            node.close();
        }
        return node;
    }

    Collection<RedisNode> all() {
        return nodes.values();
    }

    /** Lets go of all nodes but those that keep locks. */
    void keep(Collection<NodeAddress> masters) {
        Set<NodeAddress> kept = new HashSet<>(masters);
        nodes.forEach((address, node) -> {
            if (!kept.contains(address) && nodes.remove(address, node)) {
                leaveLater(node);
            }
        });
        // One slot has arrived, perhaps, and others of many are still on their way to the same node: who is asked for
        // those stays, and is looked at again when they arrive.
        importing.forEach((address, node) -> later(() -> leaveIfUnwanted(address, node)));
    }

    /** Ends all connections. Completes when they are closed. */
    CompletableFuture<Void> close() {
        closed = true;
        List<RedisNode> all = new ArrayList<>(nodes.values());
        all.addAll(importing.values());
        all.addAll(leaving);
        return CompletableFuture.allOf(all.stream().map(RedisNode::close).toArray(CompletableFuture<?>[]::new));
    }

    private void leaveIfUnwanted(NodeAddress address, RedisNode node) {
        Long wanted = wantedAt.get(address);
        boolean idle = wanted == null || ticker.nanoTime() - wanted >= pause().toNanos();
        if (idle && importing.remove(address, node)) {
            leaveLater(node);
        }
    }

    private void leaveLater(RedisNode node) {
        leaving.add(node);
        later(() -> {
            node.leave();
            leaving.remove(node);
        });
    }

    private void later(Runnable what) {
        common.watchdog().schedule(what, pause().toNanos(), TimeUnit.NANOSECONDS);
    }

    private Duration pause() {
        return common.commandTimeout().multipliedBy(TIMEOUTS_TO_LEAVE);
    }

    private RedisNode newNode(NodeAddress address) {
        return new RedisNode(new FixedPlace(client, address.with(seed)), "Redis at " + address, common);
    }
}
