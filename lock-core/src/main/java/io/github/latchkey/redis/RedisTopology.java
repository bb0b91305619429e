package io.github.latchkey.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the Redis is made up that keeps the locks. An immutable value. */
public abstract sealed class RedisTopology
        permits RedisTopology.One, RedisTopology.BehindSentinels, RedisTopology.MasterReplica, RedisTopology.Cluster {

    private final String name;

    private RedisTopology(String name) {
        this.name = name;
    }

    /**
     * Returns one Redis, or the master that sentinels name.
     *
     * @param uri for example {@code redis://localhost:6379}, {@code rediss://user:password@host:6380/0} with TLS,
     *            {@code redis-socket:///run/redis/redis.sock}, or {@code redis-sentinel://one:26379,two:26379/0#name}; sentinels' own
     *            credentials are those of {@link RedisURI#getSentinels()}
     * @return the topology that the URI says
     * @throws IllegalArgumentException if the URI names a Unix socket and what opens those is missing, or sentinels and no master
     */
    public static RedisTopology of(RedisURI uri) {
        if (!uri.getSentinels().isEmpty()) {
            return new BehindSentinels(uri);
        }
        UnixSockets.check(uri);
        return new One("Redis at " + OwnClient.describe(uri), uri);
    }

    /**
     * Returns one Redis, or the master that sentinels name.
     *
     * @param uri for example {@code redis://localhost:6379}, or {@code redis-sentinel://one:26379,two:26379/0#name}
     * @return the topology that the URI says
     * @throws IllegalArgumentException if the URI is malformed, or names a Unix socket and what opens those is missing
     */
    public static RedisTopology of(String uri) {
        return of(RedisURI.create(uri));
    }

    /**
     * Returns the Redis that a borrowed client connects to by default. A client of sentinels is better given their address with {@link #of}:
     * here nobody listens to them, nor asks a master for its role.
     *
     * @param name names it in messages, for example {@code localhost:6379}
     * @return one Redis, wherever the client's own address leads
     */
    public static RedisTopology ofClient(String name) {
        return new One("Redis at " + name, null);
    }

    /**
     * Returns the master among a few nodes that are replicas of each other, where no sentinel says which one it is: each is asked. A change
     * of the master is noticed by a connection that breaks, and by a Redis that says it is a replica.
     *
     * @param nodes all of them, in any order, each with its user, database and TLS settings
     * @return the topology
     * @throws IllegalArgumentException if there is no node, or one that cannot be opened
     */
    public static RedisTopology masterReplica(List<RedisURI> nodes) {
        return new MasterReplica(List.copyOf(nodes));
    }

    /**
     * Returns a Redis Cluster. Its nodes are found out from any of the seeds that answers, and connected to at the addresses that the
     * cluster announces, with the user, the password and the TLS settings of the first seed.
     *
     * @param seeds some of its nodes, as hosts with ports
     * @return the cluster that they belong to
     * @throws IllegalArgumentException if there is no seed, or one is a Unix socket, a sentinel or a database other than 0
     */
    public static RedisTopology cluster(List<RedisURI> seeds) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException(
                    "A Redis Cluster needs at least one node to begin with, but there is none.");
        }
        seeds.forEach(Cluster::check);
        return new Cluster(List.copyOf(seeds));
    }

    /** Says what and where Redis is, without user and password. */
    final String describe() {
        return name;
    }

    /** Makes what keeps the locks there, on connections of that client. */
    abstract RedisNodes nodes(Supplier<RedisClient> client, RedisLockOptions options);

    /** One Redis, at an address or at its client's own. */
    static final class One extends RedisTopology {

        private final @Nullable RedisURI uri;

        private One(String name, @Nullable RedisURI uri) {
            super(name);
            this.uri = uri;
        }

        @Override
        RedisNodes nodes(Supplier<RedisClient> client, RedisLockOptions options) {
            return new OneNode(new FixedPlace(client, uri), describe(), options);
        }
    }

    /** Several masters that have slots, and tell who has which. */
    static final class Cluster extends RedisTopology {

        private final List<RedisURI> seeds;

        private Cluster(List<RedisURI> seeds) {
            super(seeds.stream().map(OwnClient::describe).collect(Collectors.joining(", ", "Redis Cluster at ", "")));
            this.seeds = seeds;
        }

        private static void check(RedisURI seed) {
            if (seed.getSocket() != null || !seed.getSentinels().isEmpty()) {
                throw new IllegalArgumentException("A node of a Redis Cluster is a host with a port, but one is "
                        + OwnClient.describe(seed) + ".");
            }
            if (seed.getDatabase() != 0) {
                throw new IllegalArgumentException("A Redis Cluster has database 0 only, but "
                        + OwnClient.describe(seed) + " is to use database " + seed.getDatabase() + ".");
            }
        }

        @Override
        RedisNodes nodes(Supplier<RedisClient> client, RedisLockOptions options) {
            return new ClusterNodes(client, seeds, describe(), options);
        }
    }

    /** The master that sentinels name. */
    static final class BehindSentinels extends RedisTopology {

        private final RedisURI uri;

        private BehindSentinels(RedisURI uri) {
            super("Redis " + OwnClient.describe(uri));
            if (uri.getSentinelMasterId() == null || uri.getSentinelMasterId().isBlank()) {
                throw new IllegalArgumentException(
                        "The URI names sentinels, but no master. Write its name behind a #, as in"
                                + " redis-sentinel://one:26379,two:26379#name.");
            }
            this.uri = uri;
        }

        @Override
        RedisNodes nodes(Supplier<RedisClient> client, RedisLockOptions options) {
            Duration limit = RedisLink.openingLimit(options.commandTimeout());
            RedisPlace place = new SentinelPlace(new Openings(client), uri, OwnClient.describe(uri), limit);
            return new OneNode(place, describe(), options);
        }
    }

    /** The one of a few nodes that is the master. */
    static final class MasterReplica extends RedisTopology {

        private final List<RedisURI> nodes;

        private MasterReplica(List<RedisURI> nodes) {
            super("Redis " + name(nodes));
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException(
                        "A master and its replicas are at least one node, but none is named.");
            }
            for (RedisURI node : nodes) {
                if (node.getHost() == null) {
                    throw new IllegalArgumentException(
                            "The nodes are given by host and port, but one is " + node + ".");
                }
            }
            this.nodes = nodes;
        }

        @Override
        RedisNodes nodes(Supplier<RedisClient> client, RedisLockOptions options) {
            Duration limit = RedisLink.openingLimit(options.commandTimeout());
            return new OneNode(new StaticPlace(new Openings(client), nodes, name(nodes), limit), describe(), options);
        }

        private static String name(List<RedisURI> nodes) {
            return "master of " + Sentinels.names(nodes);
        }
    }
}
