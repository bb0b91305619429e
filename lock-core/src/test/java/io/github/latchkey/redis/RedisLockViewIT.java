package io.github.latchkey.redis;

import io.github.latchkey.LockStore;
import io.github.latchkey.LockViewContractTest;
import org.junit.jupiter.api.AfterAll;

class RedisLockViewIT extends LockViewContractTest {

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
