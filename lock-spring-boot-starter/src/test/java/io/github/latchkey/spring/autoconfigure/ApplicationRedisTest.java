package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What Spring Boot 3.5 takes for the application's Redis, and newer ones refuse themselves. */
class ApplicationRedisTest {

    @Test
    void aNodeOfAStaticSetWithoutAPortIsNamed() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("spring.data.redis.masterreplica.nodes", "redis.internal")));

        assertThatThrownBy(() -> ApplicationRedis.topology(new LettuceConnectionFactory(), environment))
                .isInstanceOf(RedisUnsuitableException.class)
                .hasMessageContaining("is 'redis.internal' and no host:port");
    }
}
