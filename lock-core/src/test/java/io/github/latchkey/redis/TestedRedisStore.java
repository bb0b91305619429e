package io.github.latchkey.redis;

import io.github.latchkey.TestedStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;

/** A store on a Redis of its own, where time goes by as all keys are made older. */
final class TestedRedisStore implements TestedStore, AutoCloseable {

    private static final Script OLDER = Script.load("older");

    private final RedisServer server = RedisServer.start();
    private final RedisLockStore store = server.newStore();
    private final RedisClient client = RedisClient.create(server.uri());
    private final RedisCommands<String, String> redis = client.connect().sync();

    RedisCommands<String, String> redis() {
        return redis;
    }

    String uri() {
        return server.uri();
    }

    @Override
    public RedisLockStore store() {
        return store;
    }

    @Override
    public void passTime(Duration duration) {
        redis.<Object>eval(
                OLDER.text(), ScriptOutputType.STATUS, new String[0], "lock:", Long.toString(duration.toMillis()));
    }

    @Override
    public void forget() {
        redis.flushall();
    }

    @Override
    public void close() {
        store.close();
        client.shutdown();
        server.close();
    }
}
