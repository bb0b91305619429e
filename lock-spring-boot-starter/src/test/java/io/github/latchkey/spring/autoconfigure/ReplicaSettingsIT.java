package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockedApplication;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Replicas that locked methods ask for, and that are not there. */
class ReplicaSettingsIT {

    @Test
    void replicasThatAreNotConnectedAreAWarningAtTheStartAndFailEachCall() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            application(redis)
                    .withPropertyValues("distributed-lock.replicas=1", "distributed-lock.wait=0")
                    .run(context -> {
                        assertThat(log.lines())
                                .anyMatch(line -> line.startsWith("WARN")
                                        && line.contains("does not work yet")
                                        && line.contains("0 of 1 replicas confirmed it within 200 ms"));
                        Assertions.assertThatThrownBy(
                                        () -> context.getBean(Orders.class).pay())
                                .isInstanceOf(LockStoreException.class)
                                .hasMessageContaining("0 of 1 replicas");
                    });
        }
    }

    @Test
    void aUserWhoMayNotWaitForReplicasFailsTheStart() {
        try (RedisServer redis = RedisServer.start()) {
            LeastRights.grant(redis, "shop");

            application(redis)
                    .withPropertyValues(
                            "spring.data.redis.username=shop",
                            "spring.data.redis.password=secret",
                            "distributed-lock.locks.orders-pay.replicas=1")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(RedisUnsuitableException.class)
                            .hasMessageContaining("ACL SETUSER <user> +wait"));
        }
    }

    private static ApplicationContextRunner application(RedisServer redis) {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues("spring.data.redis.port=" + redis.port())
                .withBean(Orders.class);
    }

    static class Orders {
        @DistributedLock(key = "'order'")
        public void pay() {}
    }
}
