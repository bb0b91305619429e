package io.github.latchkey.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import io.github.latchkey.spring.ServedApplication;
import io.github.latchkey.spring.ServedApplication.Answer;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** {@code /actuator/health/locks} over HTTP, in the words of whichever Spring Boot this is. */
class LockHealthIT {

    private static final String HEALTH = "/actuator/health/locks";

    private static RedisServer redis;
    private static ServedApplication application;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--maxmemory", "100mb");
        application = ServedApplication.start(LockedApplication.settings(redis));
    }

    @AfterAll
    static void stop() {
        application.close();
        redis.close();
    }

    @Test
    void aRedisThatAnswersIsUpWithItsLatency() {
        Answer up = application.get(HEALTH);

        assertThat(up.status()).isEqualTo(200);
        assertThat(up.json()).containsEntry("status", "UP");
        assertThat(up.object("details"))
                .containsEntry("store", "Redis at 127.0.0.1:" + redis.port())
                .containsKey("latencyMillis")
                .doesNotContainKey("warnings");
    }

    @Test
    void aRedisThatEvictsIsUpWithAWarning() {
        redis.command("CONFIG SET maxmemory-policy allkeys-lru");

        Answer up = application.get(HEALTH);

        redis.command("CONFIG SET maxmemory-policy noeviction");
        assertThat(up.json()).containsEntry("status", "UP");
        assertThat((List<?>) up.object("details").get("warnings"))
                .singleElement()
                .asString()
                .startsWith("maxmemory-policy is allkeys-lru");
    }

    @Test
    void aRedisThatIsGoneIsDownWithTheReasonUntilItIsBack() {
        redis.stop();

        Awaitility.await().untilAsserted(() -> {
            Answer down = application.get(HEALTH);
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.json()).containsEntry("status", "DOWN");
            assertThat((String) down.object("details").get("error")).contains("127.0.0.1:" + redis.port());
        });
        redis.restart();
        awaitUp();
    }

    @Test
    void aRedisThatIsStuckIsDown() {
        redis.pause();

        Answer down = application.get(HEALTH);

        redis.resume();
        assertThat(down.json()).containsEntry("status", "DOWN");
        assertThat((String) down.object("details").get("error")).contains("gave no answer within 500 ms");
        awaitUp();
    }

    @Test
    void severalStoresAreListedByTheirBeanNames() {
        try (ServedApplication several =
                ServedApplication.start(new String[] {"distributed-lock.store=memory"}, TwoStores.class)) {
            Map<String, Object> stores = several.get(HEALTH).object("components");

            assertThat(stores).containsOnlyKeys("orders", "jobs");
        }
    }

    @Test
    void itIsSwitchedOffLikeAnyOther() {
        try (ServedApplication without = ServedApplication.start(
                new String[] {"distributed-lock.store=memory", "management.health.locks.enabled=false"})) {
            assertThat(without.get(HEALTH).status()).isEqualTo(404);
        }
    }

    private static void awaitUp() {
        Awaitility.await().until(() -> application.get(HEALTH).status() == 200);
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoStores {

        @Bean
        @Primary
        LockStore orders() {
            return new MemoryLockStore();
        }

        @Bean
        LockStore jobs() {
            return new MemoryLockStore();
        }
    }
}
