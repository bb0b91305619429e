package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockStoreException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ServerAgeIT {

    @Test
    void anAgeIsNeverMoreThanTheTruthAndEndsWithTheServer() {
        long start = System.nanoTime();
        try (RedisServer redis = RedisServer.start();
                RedisLockStore store = RedisLockStore.connect(redis.uri())) {
            Duration unconnected = store.age();
            Awaitility.await().ignoreExceptions().until(() -> {
                store.ping().join();
                return store.age().toMillis() >= 1_000;
            });
            Duration age = store.age();
            Duration truth = Duration.ofNanos(System.nanoTime() - start);
            redis.restart();
            Awaitility.await().ignoreExceptions().until(() -> {
                store.ping().join();
                return true;
            });

            Duration restarted = store.age();

            assertThat(unconnected).isZero();
            assertThat(age).isLessThanOrEqualTo(truth);
            assertThat(restarted).isLessThan(age);
        }
    }

    @Test
    void aServerThatDoesNotTellItsAgeNamesTheRight() {
        try (RedisServer redis = RedisServer.start()) {
            LeastRights.grant(redis, "latchkey");
            String uri = redis.uri().replace("redis://", "redis://latchkey:secret@");
            try (RedisLockStore store = RedisLockStore.connect(uri)) {
                assertThat(store.age()).isZero();
                store.ping().join();

                assertThatThrownBy(store::age)
                        .isInstanceOf(LockStoreException.class)
                        .hasMessageContainingAll(
                                "Redis at 127.0.0.1:" + redis.port(), "NOPERM", "ACL SETUSER <user> +info");
            }
        }
    }
}
