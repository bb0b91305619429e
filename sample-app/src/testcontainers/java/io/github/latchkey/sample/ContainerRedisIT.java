package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** How the tests of an application give it a Redis in a container: no setting, and locks are there too. */
@Testcontainers
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:container-redis")
class ContainerRedisIT {

    @Container
    @ServiceConnection("redis")
    static final GenericContainer<?> REDIS = new GenericContainer<>(
                    DockerImageName.parse(System.getProperty("redis.image", "redis:8")))
            .withExposedPorts(6379);

    @Autowired
    private LockClient locks;

    @Autowired
    private StringRedisTemplate redis;

    @Test
    void locksAreInTheContainer() {
        LockLease lease = locks.acquire(LockRequest.of("order:1"));

        assertThat(redis.hasKey("lock:{order:1}")).isTrue();
        assertThat(lease.release()).isTrue();
        assertThat(redis.hasKey("lock:{order:1}")).isFalse();
    }
}
