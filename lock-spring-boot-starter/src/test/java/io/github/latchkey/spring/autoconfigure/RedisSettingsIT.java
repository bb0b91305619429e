package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The application's own Redis settings, and a Redis that is not there. */
class RedisSettingsIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofMillis(500));

    /** The first connection of a JVM loads half of Netty, for which a start on a busy machine does not wait long enough. */
    @BeforeAll
    static void warmUp() {
        try (RedisServer redis = RedisServer.start();
                RedisLockStore store = RedisLockStore.connect(redis.uri())) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> store.ping()
                    .thenApply(pong -> true)
                    .join());
        }
    }

    @Test
    void passwordDatabaseAndPrefixAreTheApplications() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            application(redis)
                    .withPropertyValues(
                            "spring.data.redis.password=secret",
                            "spring.data.redis.database=3",
                            "distributed-lock.key-prefix=shop:")
                    .run(context -> {
                        LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                        assertThat(context.getBean(StringRedisTemplate.class).keys("shop:*"))
                                .contains("shop:{order:1}");
                        assertThat(lease.release()).isTrue();
                    });
        }
    }

    @Test
    void anUrlIsAsGoodAsHostAndPort() {
        try (RedisServer redis = RedisServer.start()) {
            LeastRights.grant(redis, "shop", "+select", "+keys");
            new ApplicationContextRunner()
                    .withConfiguration(LockedApplication.STARTER)
                    .withPropertyValues("spring.data.redis.url=redis://shop:secret@127.0.0.1:" + redis.port() + "/2")
                    .run(context -> {
                        LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                        assertThat(context.getBean(StringRedisTemplate.class).keys("lock:{order*"))
                                .containsExactly("lock:{order:1}");
                        assertThat(lease.release()).isTrue();
                    });
        }
    }

    @Test
    void aUserWithTheRightsInTheDocumentationIsEnough() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            LeastRights.grant(redis, "shop");
            user(redis).run(context -> {
                LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                assertThat(redis.command("EXISTS lock:{order:1}")).startsWith(":1");
                assertThat(lease.release()).isTrue();
            });

            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @Test
    void aDatabaseOfItsOwnNeedsOneRightMore() {
        try (RedisServer redis = RedisServer.start()) {
            LeastRights.grant(redis, "shop");

            user(redis).withPropertyValues("spring.data.redis.database=3").run(context -> assertThat(context)
                    .getFailure()
                    .isInstanceOf(RedisUnsuitableException.class)
                    .hasMessageContaining("'select'")
                    .hasMessageEndingWith("Allow it: ACL SETUSER <user> +select"));
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        try (RedisServer redis = RedisServer.start()) {
            application(redis)
                    .withPropertyValues("spring.data.redis.database=99")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(RedisUnsuitableException.class)
                            .hasMessageContaining("Choose a smaller number of a database"));
        }
    }

    @Test
    void applicationsWithPrefixesOfTheirOwnDoNotMeet() {
        try (RedisServer redis = RedisServer.start();
                LockClient elsewhere =
                        LockClient.builder(RedisLockStore.connect(redis.uri())).build()) {
            LeastRights.grantPrefix(redis, "shop", "shop:lock:");
            LockLease other = elsewhere.acquire(ORDER);

            user(redis)
                    .withPropertyValues("distributed-lock.key-prefix=${spring.application.name}:lock:")
                    .run(context -> {
                        LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                        assertThat(redis.command("EXISTS shop:lock:{order:1}")).startsWith(":1");
                        assertThat(lease.release()).isTrue();
                    });

            assertThat(other.release()).isTrue();
        }
    }

    @Test
    void aWrongPasswordFailsTheStart() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret")) {
            application(redis)
                    .withPropertyValues("spring.data.redis.password=wrong")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(RedisUnsuitableException.class)
                            .hasMessageContaining("WRONGPASS")
                            .hasMessageContaining("Check user and password"));
        }
    }

    @Test
    void aMissingRightThatOnlyABusyLockNeedsFailsTheStartAndIsNamed() {
        try (RedisServer redis = RedisServer.start()) {
            LeastRights.grant(redis, "shop", "-zadd");

            user(redis).run(context -> assertThat(context)
                    .getFailure()
                    .isInstanceOf(RedisUnsuitableException.class)
                    .hasMessageContaining("does not let its user use zadd: locks do not work without.")
                    .hasMessageEndingWith("ACL SETUSER <user> +zadd"));
        }
    }

    @Test
    void aMissingRightThatLocksCanDoWithoutIsAWarning() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            LeastRights.grant(redis, "shop", "-publish", "resetchannels");

            user(redis).run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("Locks work, but not as well as they could. Redis at 127.0.0.1:" + redis.port())
                    .contains("use publish and channels such as lock:signals:", "+publish", "&lock:signals:*");
        }
    }

    @Test
    void withTheCheckSwitchedOffNothingIsSaidAndLocksFail() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret");
                CapturedLog log = CapturedLog.open()) {
            application(redis)
                    .withPropertyValues("spring.data.redis.password=wrong", "distributed-lock.startup-check=off")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
                        assertThatThrownBy(
                                        () -> context.getBean(LockClient.class).acquire(ORDER))
                                .isInstanceOf(LockStoreException.class)
                                .hasMessageContaining("WRONGPASS");
                    });
        }
    }

    @Test
    void aWrongPasswordIsNamedInTheWarningWhereThatIsAllThatIsWanted() {
        try (RedisServer redis = RedisServer.start("--requirepass", "secret");
                CapturedLog log = CapturedLog.open()) {
            application(redis)
                    .withPropertyValues("spring.data.redis.password=wrong", "distributed-lock.startup-check=warn")
                    .run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN")
                            && line.contains("does not work yet")
                            && line.contains("WRONGPASS"));
        }
    }

    @Test
    void anUnreachableRedisIsAWarningAndLocksWorkOnceItIsThere() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            redis.stop();
            application(redis).run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(log.lines())
                        .anyMatch(line -> line.startsWith("WARN")
                                && line.contains("127.0.0.1:" + redis.port())
                                && line.contains("the application starts all the same"));
                LockClient client = context.getBean(LockClient.class);
                assertThatThrownBy(() -> client.acquire(ORDER)).isInstanceOf(LockStoreException.class);

                redis.restart();

                Awaitility.await().ignoreException(LockStoreException.class).until(() -> {
                    Optional<LockLease> lease = client.tryAcquire(ORDER);
                    return lease.isPresent() && lease.get().release();
                });
            });
        }
    }

    @Test
    void locksAreGivenBackWhenTheApplicationEnds() {
        try (RedisServer redis = RedisServer.start()) {
            application(redis).run(context -> {
                context.getBean(LockClient.class).acquire(ORDER);
                assertThat(redis.command("EXISTS lock:{order:1}")).startsWith(":1");
            });

            assertThat(redis.command("EXISTS lock:{order:1}")).startsWith(":0");
        }
    }

    private static ApplicationContextRunner user(RedisServer redis) {
        return application(redis)
                .withPropertyValues("spring.data.redis.username=shop", "spring.data.redis.password=secret");
    }

    private static ApplicationContextRunner application(RedisServer redis) {
        return LockedApplication.on(redis);
    }
}
