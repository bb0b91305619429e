package io.github.latchkey.redis;

import io.github.latchkey.LockStore;
import io.github.latchkey.SeveralNamesContractTest;
import org.junit.jupiter.api.AfterAll;

class RedisSeveralNamesIT extends SeveralNamesContractTest {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Override
    protected LockStore newStore() {
        return REDIS.newStore();
    }
}
