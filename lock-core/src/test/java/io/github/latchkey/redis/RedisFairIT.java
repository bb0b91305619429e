package io.github.latchkey.redis;

import io.github.latchkey.FairContractTest;
import io.github.latchkey.LockStore;
import org.junit.jupiter.api.AfterAll;

class RedisFairIT extends FairContractTest {

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
