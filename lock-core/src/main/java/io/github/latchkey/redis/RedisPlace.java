package io.github.latchkey.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;

/**
 * Where the next connection goes. Opening blocks, and throws what the driver throws, or {@code LockStoreException}: it is called on
 * the connector's threads, by several at a time.
 */
interface RedisPlace {

    /** Opens a connection for commands. */
    StatefulRedisConnection<String, String> connect();

    /** Opens a connection for signals. */
    StatefulRedisPubSubConnection<String, String> listen();

    /** Names for messages where the last connection went, of a Redis that is called like this as a whole. */
    default String describe(String whole) {
        return whole;
    }

    /** Ends what the place itself keeps open. Completes when that is closed. */
    default CompletableFuture<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
