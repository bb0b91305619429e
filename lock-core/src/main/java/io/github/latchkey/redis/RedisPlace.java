package io.github.latchkey.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Where the next connection goes. Both methods block, and throw what the driver throws: they are called on the connector's threads, by
 * several at a time.
 */
interface RedisPlace {

    /** Opens a connection for commands. */
    StatefulRedisConnection<String, String> connect();

    /** Opens a connection for signals. */
    StatefulRedisPubSubConnection<String, String> listen();
}
