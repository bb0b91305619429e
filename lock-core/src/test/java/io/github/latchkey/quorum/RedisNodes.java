package io.github.latchkey.quorum;

import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.RedisTopology;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Redis servers of a test's own that know nothing of each other, old enough to be counted. */
public final class RedisNodes implements AutoCloseable {

    private final QuorumOptions options;
    private final List<RedisServer> servers;

    /** Starts so many servers, for leases of at most that length. */
    public RedisNodes(int number, Duration longestLease) {
        options = QuorumOptions.DEFAULTS.longestLease(longestLease);
        servers = Stream.generate(() -> RedisServer.start()).limit(number).toList();
        try (QuorumLockStore store = newStore()) {
            awaitAll(store);
        }
    }

    /** Returns the server of that number, from 1 on. */
    public RedisServer node(int number) {
        return servers.get(number - 1);
    }

    /** Returns all servers. */
    public List<RedisServer> all() {
        return servers;
    }

    /** Opens a store that is connected already. */
    public QuorumLockStore newStore() {
        return newStore(servers.stream().map(RedisServer::uri).toList(), options);
    }

    /** Opens a store on nodes at these addresses, which may lead through a network that can be broken. */
    public static QuorumLockStore newStore(List<String> uris, QuorumOptions options) {
        List<RedisTopology> topologies = uris.stream().map(RedisTopology::of).toList();
        return QuorumLockStore.of(RedisLockStore.connectAll(topologies, RedisLockOptions.DEFAULTS), options);
    }

    /** Waits until all nodes are connected, and counted. */
    public static void awaitAll(QuorumLockStore store) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> store.warnings().toCompletableFuture().join().isEmpty());
    }

    @Override
    public void close() {
        servers.forEach(server -> {
            server.resume();
            server.close();
        });
    }
}
