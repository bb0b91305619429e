package io.github.latchkey.redis;

import io.github.latchkey.LockClientContractTest;
import io.github.latchkey.LockStore;
import org.junit.jupiter.api.AfterAll;

class RedisClusterClientIT extends LockClientContractTest {

    private static final RedisCluster CLUSTER = RedisCluster.start(3, 0);

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Override
    protected LockStore newStore() {
        return CLUSTER.newStore();
    }
}
