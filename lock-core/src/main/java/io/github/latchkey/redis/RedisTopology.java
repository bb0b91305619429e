package io.github.latchkey.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the Redis is made up that keeps the locks. An immutable value. */
public abstract sealed class RedisTopology permits RedisTopology.One {

    private final String name;

    private RedisTopology(String name) {
        this.name = name;
    }

    /**
     * Returns one Redis.
     *
     * @param uri for example {@code redis://localhost:6379}, {@code rediss://user:password@host:6380/0} with TLS, or
     *            {@code redis-socket:///run/redis/redis.sock}
     * @return the topology that the URI says
     * @throws IllegalArgumentException if the URI names a Unix socket and what opens those is missing
     */
    public static RedisTopology of(RedisURI uri) {
        UnixSockets.check(uri);
        return new One(OwnClient.describe(uri), uri);
    }

    /**
     * Returns one Redis.
     *
     * @param uri for example {@code redis://localhost:6379}
     * @return the topology that the URI says
     * @throws IllegalArgumentException if the URI is malformed, or names a Unix socket and what opens those is missing
     */
    public static RedisTopology of(String uri) {
        return of(RedisURI.create(uri));
    }

    /**
     * Returns the Redis that a borrowed client connects to by default.
     *
     * @param name names it in messages, for example {@code localhost:6379}
     * @return one Redis, wherever the client's own address leads
     */
    public static RedisTopology ofClient(String name) {
        return new One(name, null);
    }

    /** Says where Redis is, without user and password. */
    final String describe() {
        return "Redis at " + name;
    }

    /** Says where the next connection of that client goes. */
    abstract RedisPlace place(Supplier<RedisClient> client);

    /** One Redis, at an address or at its client's own. */
    static final class One extends RedisTopology {

        private final @Nullable RedisURI uri;

        private One(String name, @Nullable RedisURI uri) {
            super(name);
            this.uri = uri;
        }

        @Override
        RedisPlace place(Supplier<RedisClient> client) {
            return new FixedPlace(client, uri);
        }
    }
}
