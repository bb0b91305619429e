package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Calls while Redis is down. */
class OutagePoliciesIT {

    @Test
    void onlyLocksThatMayDoWithoutRunWhileRedisIsDown() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            LockedApplication.on(redis)
                    .withPropertyValues(
                            "distributed-lock.wait=100ms",
                            "distributed-lock.locks.catalog-refresh.on-outage=proceed-unlocked")
                    .withBean(Catalog.class)
                    .run(context -> {
                        Catalog catalog = context.getBean(Catalog.class);
                        assertThat(catalog.refresh()).isEqualTo("locked");

                        redis.stop();

                        assertThat(catalog.refresh()).isEqualTo("unlocked");
                        assertThatThrownBy(catalog::sell).isInstanceOf(LockStoreException.class);
                        assertThat(log.lines())
                                .filteredOn(line ->
                                        line.startsWith("WARN Running 'catalog-refresh' without its lock, as its"
                                                + " outage policy says: Lock 'catalog' not acquired after"))
                                .hasSize(1);

                        redis.restart();
                        Awaitility.await().until(() -> catalog.refresh().equals("locked"));
                    });
        }
    }

    @Test
    void aWrongPasswordIsNoOutage() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            LockedApplication.on(redis)
                    .withPropertyValues(
                            "spring.data.redis.password=wrong",
                            "distributed-lock.startup-check=warn",
                            "distributed-lock.on-outage=proceed-unlocked")
                    .withBean(Catalog.class)
                    .run(context -> assertThatThrownBy(
                                    () -> context.getBean(Catalog.class).refresh())
                            .isInstanceOf(LockStoreException.class)
                            .hasMessageContaining("WRONGPASS"));
        }
    }

    static class Catalog {
        @DistributedLock(key = "'catalog'")
        public String refresh() {
            return LockContext.find().isPresent() ? "locked" : "unlocked";
        }

        @DistributedLock(key = "'catalog'")
        public String sell() {
            return "sold";
        }
    }
}
