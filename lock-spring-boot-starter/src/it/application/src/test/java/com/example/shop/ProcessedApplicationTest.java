package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.redis.RedisServer;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The application as it starts from generated code: bean definitions and proxies are what the build has found out. */
class ProcessedApplicationTest {

    @Test
    void theAnnotatedMethodRunsUnderTheLock() {
        assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        SpringApplication application = new SpringApplication(ShopApplication.class);
        application.setMainApplicationClass(ShopApplication.class);

        try (RedisServer redis = RedisServer.start();
                ConfigurableApplicationContext context = application.run(
                        "--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + redis.port())) {
            new LockedPayment(context.getBean(OrderService.class), context.getBean(StringRedisTemplate.class)).check(8);
        }
    }
}
