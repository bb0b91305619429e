package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One address for good.
 *
 * @param client gives the driver's client, which may be another one each time
 * @param uri    the address, or null for the client's own
 */
record FixedPlace(Supplier<RedisClient> client, @Nullable RedisURI uri) implements RedisPlace {

    @Override
    public StatefulRedisConnection<String, String> connect() {
        RedisClient opening = client.get();
        return uri == null ? own(() -> opening.connect(StringCodec.UTF8)) : opening.connect(StringCodec.UTF8, uri);
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> listen() {
        RedisClient opening = client.get();
        return uri == null
                ? own(() -> opening.connectPubSub(StringCodec.UTF8))
                : opening.connectPubSub(StringCodec.UTF8, uri);
    }

    private static <T> T own(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).startsWith("RedisURI is not available")) {
                throw new LockStoreException(
                        "The Redis client has no address of its own, as where it was made for a static set of a master and"
                                + " its replicas. Say where Redis is: RedisLockStore.borrow with RedisTopology.masterReplica,"
                                + " in a Spring application as a bean.",
                        false,
                        e);
            }
            throw e;
        }
    }
}
