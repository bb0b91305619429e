package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/** A Redis on a Unix socket, for which Spring Boot has no property; with the library that it needs, and without. */
class UnixSocketIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    @Test
    void locksGoOverTheSocketOrTheMissingLibraryIsNamed(@TempDir Path directory) {
        assumeTrue(System.getProperty("redis.image") == null, "A container's socket is not on this machine");
        String socket = directory.resolve("redis.sock").toString();
        try (RedisServer redis = RedisServer.start("--unixsocket", socket)) {
            LeastRights.grant(redis, "shop", "+select");
            on(socket).run(context -> {
                if (!isLibraryHere()) {
                    assertThat(context)
                            .getFailure()
                            .isInstanceOf(RedisUnsuitableException.class)
                            .hasMessageContaining("Redis at " + socket + " cannot be reached: a Unix socket needs")
                            .hasMessageContaining("io.netty:netty-transport-native-epoll");
                    return;
                }
                LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                assertThat(redis.command("INFO keyspace")).contains("db2:keys=");
                assertThat(redis.command("CLIENT LIST")).contains("user=shop");
                assertThat(lease.release()).isTrue();
                assertThat(context.getBean(LockStore.class).describe()).isEqualTo("Redis at " + socket);
            });
        }
    }

    /** WebFlux brings it, where it comes with Netty as here with the oldest Spring Boot, and for this one system only. */
    private static boolean isLibraryHere() {
        return ClassUtils.isPresent("io.netty.channel.epoll.Epoll", UnixSocketIT.class.getClassLoader())
                && System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private static ApplicationContextRunner on(String path) {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withBean(RedisConnectionFactory.class, () -> {
                    RedisSocketConfiguration socket = new RedisSocketConfiguration(path);
                    socket.setUsername("shop");
                    socket.setPassword("secret");
                    socket.setDatabase(2);
                    return new LettuceConnectionFactory(socket);
                });
    }
}
