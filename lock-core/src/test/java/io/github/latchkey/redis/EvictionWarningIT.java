package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockStoreException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EvictionWarningIT {

    @Test
    void aRedisAsItComesIsNotWarnedOf() {
        assertThat(warningsWith("--maxmemory", "100mb")).isEmpty();
    }

    @Test
    void aRedisThatEvictsIsWarnedOfWithTheRemedy() {
        assertThat(warningsWith("--maxmemory", "100mb", "--maxmemory-policy", "volatile-lru"))
                .containsExactly(
                        "maxmemory-policy is volatile-lru: Redis evicts locks that are held when its maxmemory is"
                                + " reached. Set it to noeviction, or give locks a Redis of their own.");
    }

    @Test
    void aRedisThatWouldEvictIfItsMemoryWereLimitedIsWarnedOf() {
        assertThat(warningsWith("--maxmemory-policy", "allkeys-lru"))
                .singleElement()
                .asString()
                .contains("maxmemory-policy is allkeys-lru", "once a maxmemory is set and reached");
    }

    @Test
    void aUserWhoMayNotAskIsNotWarned() {
        assertThat(warningsWith(
                        "--maxmemory-policy",
                        "allkeys-lru",
                        "--user",
                        "default",
                        "on",
                        "nopass",
                        "~*",
                        "&*",
                        "+@all",
                        "-info"))
                .isEmpty();
    }

    @Test
    void aRedisThatIsGoneIsAFailure() {
        try (RedisServer redis = RedisServer.start();
                RedisLockStore store = redis.newStore()) {
            redis.kill();

            assertThatThrownBy(() ->
                            store.warnings().orTimeout(10, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(LockStoreException.class);
        }
    }

    private static List<String> warningsWith(String... settings) {
        try (RedisServer redis = RedisServer.start(settings);
                RedisLockStore store = redis.newStore()) {
            return store.warnings().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
