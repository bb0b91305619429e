package io.github.latchkey.redis;

import io.github.latchkey.LockClientContractTest;
import io.github.latchkey.LockStore;
import org.junit.jupiter.api.AfterAll;

class SentinelClientIT extends LockClientContractTest {

    private static final SentinelSet REDIS = SentinelSet.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Override
    protected LockStore newStore() {
        RedisLockStore store = RedisLockStore.connect(REDIS.uri());
        store.ping().join();
        return store;
    }
}
