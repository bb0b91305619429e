package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.LeastRights;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.SentinelSet;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;

/** An application whose Redis is named by sentinels. */
class SentinelSettingsIT {

    private static final SentinelSet REDIS = SentinelSet.start();
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void locksAreOnTheMasterInTheApplicationsDatabase() {
        application().withPropertyValues("spring.data.redis.database=3").run(context -> {
            LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

            assertThat(context.getBean(StringRedisTemplate.class).keys("lock:{order*"))
                    .containsExactly("lock:{order:1}");
            assertThat(context.getBean(LockStore.class).describe())
                    .startsWith("Redis 'orders' of sentinels 127.0.0.1:");
            assertThat(lease.release()).isTrue();
        });
    }

    @Test
    void theUserOfRedisAndTheUserOfTheSentinelsAreTheApplications() {
        REDIS.nodes().forEach(node -> LeastRights.grant(node, "shop", "+role"));
        REDIS.sentinels().forEach(sentinel -> sentinel.command("ACL SETUSER watcher reset on >watch +@all &*"));

        application()
                .withPropertyValues(
                        "spring.data.redis.username=shop",
                        "spring.data.redis.password=secret",
                        "spring.data.redis.sentinel.username=watcher",
                        "spring.data.redis.sentinel.password=watch")
                .run(context -> {
                    LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                    assertThat(REDIS.master().command("CLIENT LIST")).contains("user=shop");
                    assertThat(REDIS.sentinels().get(0).command("CLIENT LIST")).contains("user=watcher");
                    assertThat(lease.release()).isTrue();
                });
    }

    @Test
    void aMasterThatNoSentinelKnowsFailsTheStart() {
        application()
                .withPropertyValues("spring.data.redis.sentinel.master=ordres")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(RedisUnsuitableException.class)
                        .hasMessageContaining("know no master 'ordres'. Check the name"));
    }

    @Test
    void locksGoOnAfterAFailover() {
        application().run(context -> {
            LockClient client = context.getBean(LockClient.class);
            LockStore store = context.getBean(LockStore.class);
            client.acquire(ORDER).release();
            long doubts = store.doubts();

            RedisServer master = REDIS.failover();
            Awaitility.await("the news has come").until(() -> store.doubts() > doubts);

            LockLease lease = client.acquire(ORDER);
            assertThat(master.command("EXISTS lock:{order:1}")).startsWith(":1");
            assertThat(lease.release()).isTrue();
        });
    }

    private static ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues(
                        "spring.data.redis.sentinel.master=" + SentinelSet.NAME,
                        "spring.data.redis.sentinel.nodes="
                                + REDIS.sentinels().stream()
                                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                                        .collect(Collectors.joining(",")));
    }
}
