package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.redis.RedisServer;
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

        new LockedPayment(orders, redis).check(7);
    }
}
