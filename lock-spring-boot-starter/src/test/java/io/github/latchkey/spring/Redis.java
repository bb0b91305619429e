package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import org.awaitility.Awaitility;

/** What other processes see and do. */
final class Redis {

    private Redis() {}

    static boolean isLocked(RedisServer redis, String name) {
        return redis.command("EXISTS lock:{" + name.replace("%", "%25") + "}").startsWith(":1");
    }

    static void awaitLocked(RedisServer redis, String name) {
        Awaitility.await().until(() -> isLocked(redis, name));
    }

    static void awaitFree(RedisServer redis, String name) {
        Awaitility.await().until(() -> !isLocked(redis, name));
    }

    /** A client beside the application's. */
    static LockClient client(RedisServer redis) {
        return LockClient.builder(RedisLockStore.connect("redis://127.0.0.1:" + redis.port()))
                .applicationName("elsewhere")
                .build();
    }
}
