package io.github.latchkey.fault;

import io.github.latchkey.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What is in a Redis. */
final class Keyspace {

    /** What the keys of fencing counters begin with: the only ones that may live for ever. */
    static final String FENCES = "lock:fence:";

    private Keyspace() {}

    /** Returns each key and the milliseconds that it still lives; -1 = for ever. */
    static Map<String, Long> of(RedisServer redis) {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            Map<String, Long> keys = new HashMap<>();
            for (String key : commands.keys("*")) {
                long left = commands.pttl(key);
                // -2 = gone meanwhile.
                if (left != -2) {
                    keys.put(key, left);
                }
            }
            return keys;
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    /** Returns how many clients are connected, without the one that asks. */
    static long connections(RedisServer redis) {
        return redis.command("INFO clients")
                        .lines()
                        .filter(line -> line.startsWith("connected_clients:"))
                        .mapToLong(line -> Long.parseLong(
                                line.substring(line.indexOf(':') + 1).strip()))
                        .sum()
                - 1;
    }
}
