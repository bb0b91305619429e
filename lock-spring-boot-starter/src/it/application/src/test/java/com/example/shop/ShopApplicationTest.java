package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.redis.RedisServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class ShopApplicationTest {

    private static final RedisServer REDIS = RedisServer.start("--requirepass", "secret");

    @Autowired
    private OrderService orders;

    @Autowired
    private StringRedisTemplate redis;

    @DynamicPropertySource
    static void ownRedis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> "127.0.0.1");
        properties.add("spring.data.redis.port", REDIS::port);
        properties.add("spring.data.redis.password", () -> "secret");
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void theAnnotatedMethodRunsUnderTheLockOnTheApplicationsRedis() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));

        String result = orders.pay(7, () -> {
            assertThat(redis.opsForValue().get("lock:{order:7}")).matches("app@\\S+:x \\d{16}");
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> orders.pay(7, () -> {})).join())
                    .hasCauseInstanceOf(LockBusyException.class);
        });

        assertThat(result).isEqualTo("paid 7");
        assertThat(redis.hasKey("lock:{order:7}")).isFalse();
    }
}
