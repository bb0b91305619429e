package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** An application whose Redis is a master and its replicas, which it lists. */
class MasterReplicaSettingsIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    private final RedisServer replica = RedisServer.start();
    private final RedisServer master = RedisServer.start();

    @AfterEach
    void stop() {
        replica.close();
        master.close();
    }

    @Test
    void locksAreOnTheMasterAsTheApplicationsUser() {
        LeastRights.grant(master, "shop", "+role");
        LeastRights.grant(replica, "shop", "+role");
        replica.command("REPLICAOF 127.0.0.1 1");

        application()
                .withPropertyValues(
                        "spring.data.redis.masterreplica.nodes=127.0.0.1:" + replica.port() + ",127.0.0.1:"
                                + master.port(),
                        "spring.data.redis.username=shop",
                        "spring.data.redis.password=secret",
                        "spring.data.redis.database=3")
                .run(context -> {
                    LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                    assertThat(master.command("EXISTS lock:{order:1}"))
                            .as("in database 0, on each version of Spring Boot")
                            .startsWith(":1");
                    assertThat(master.command("CLIENT LIST")).contains("user=shop");
                    assertThat(context.getBean(LockStore.class).describe())
                            .isEqualTo("Redis master of 127.0.0.1:" + replica.port() + ", 127.0.0.1:" + master.port());
                    assertThat(lease.release()).isTrue();
                });
    }

    @Test
    void aSetThatOnlyABeanKnowsFailsTheStartWithTheRemedy() {
        RedisStaticMasterReplicaConfiguration nodes =
                new RedisStaticMasterReplicaConfiguration("127.0.0.1", master.port());

        application()
                .withBean(RedisConnectionFactory.class, () -> new LettuceConnectionFactory(nodes))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(RedisUnsuitableException.class)
                        .hasMessageContaining("no address of its own")
                        .hasMessageContaining("RedisTopology.masterReplica, in a Spring application as a bean"));
    }

    private static ApplicationContextRunner application() {
        return new ApplicationContextRunner().withConfiguration(LockedApplication.STARTER);
    }
}
