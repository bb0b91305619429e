package io.github.latchkey.redis;

import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreContractTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisLockStoreIT extends LockStoreContractTest {

    private static final RedisServer REDIS = RedisServer.start();
    private static final LockStore STORE = RedisLockStore.connect(REDIS.uri());

    @BeforeAll
    static void connect() {
        STORE.ping().toCompletableFuture().join();
    }

    @AfterAll
    static void close() {
        STORE.close();
        REDIS.close();
    }

    @Override
    protected LockStore store() {
        return STORE;
    }

    @Override
    protected void passTime(Duration duration) {
        long end = System.nanoTime() + duration.plusMillis(20).toNanos();
        Awaitility.await().pollDelay(Duration.ofMillis(10)).until(() -> System.nanoTime() - end > 0);
    }
}
