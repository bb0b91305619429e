package io.github.latchkey.benchmarks.contender;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The floor: SET NX PX and a compare-and-delete script on one shared connection; no renewal, no waiting. */
final class RawContender implements Contender {

    private static final String COMPARE_AND_DELETE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";
    private static final long TIMEOUT_SECONDS = 10;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisAsyncCommands<String, String> redis;
    private final String digest;
    private final SetArgs options;
    private final String prefix = UUID.randomUUID() + ":";
    private final AtomicLong sequence = new AtomicLong();

    RawContender(String uri, Duration lease) {
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
        this.redis = connection.async();
        this.digest = connection.sync().scriptLoad(COMPARE_AND_DELETE);
        this.options = SetArgs.Builder.nx().px(lease.toMillis());
    }

    @Override
    public @Nullable Held take(String name, Duration wait) throws Exception {
        String token = prefix + sequence.incrementAndGet();
        String reply = redis.set(name, token, options).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return reply == null ? null : () -> release(name, token);
    }

    private boolean release(String name, String token) throws Exception {
        return redis.<Long>evalsha(digest, ScriptOutputType.INTEGER, new String[] {name}, token)
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                == 1;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
