package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisCluster;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The application's own settings of a Redis Cluster. */
class RedisClusterSettingsIT {

    private static final RedisCluster CLUSTER = RedisCluster.start(3, 0);
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(10));

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void nodesUserAndPasswordAreTheApplications() {
        LeastRights.grant(CLUSTER, "shop", "");
        try (CapturedLog log = CapturedLog.open()) {
            application()
                    .withPropertyValues("spring.data.redis.username=shop", "spring.data.redis.password=secret")
                    .run(context -> {
                        LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                        RedisServer owner = CLUSTER.ownerOf("order:1");
                        assertThat(owner.command("EXISTS lock:{order:1}")).startsWith(":1");
                        assertThat(owner.command("CLIENT LIST")).contains("user=shop");
                        assertThat(context.getBean(LockStore.class).describe())
                                .startsWith("Redis Cluster at 127.0.0.1:");
                        assertThat(lease.release()).isTrue();
                    });

            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void aWrongPasswordFailsTheStart() {
        application()
                .withPropertyValues("spring.data.redis.username=shop", "spring.data.redis.password=wrong")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(RedisUnsuitableException.class)
                        .hasMessageContaining("WRONGPASS")
                        .hasMessageContaining("Check user and password"));
    }

    @Test
    void locksAreGivenBackWhenTheApplicationEnds() {
        application().run(context -> context.getBean(LockClient.class).acquire(ORDER));

        assertThat(CLUSTER.ownerOf("order:1").command("EXISTS lock:{order:1}")).startsWith(":0");
    }

    private static ApplicationContextRunner application() {
        String nodes =
                CLUSTER.nodes().stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues(
                        "spring.application.name=shop",
                        "spring.data.redis.cluster.nodes=" + nodes,
                        "spring.lifecycle.timeout-per-shutdown-phase=2s");
    }
}
