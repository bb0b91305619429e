package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of a cluster who may do what the documentation says, and no more; and one who may do less. */
class ClusterRightsIT {

    private static final RedisCluster CLUSTER = RedisCluster.start(3, 0);
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));
    private static final int SLOT = RedisCluster.slotOf("order:1");

    private final RedisLockStore store = newStore();

    @AfterEach
    void close() {
        store.close();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void theRuleSetIsEnoughForEverything() {
        LeastRights.grant(CLUSTER, "latchkey", "");
        CLUSTER.nodes().forEach(node -> node.command("ACL LOG RESET"));

        try (LockClient here = LockClient.builder(store).leaveStoreOpen().build();
                LockClient there = LockClient.builder(newStore()).build()) {
            LockLease lease = here.acquire(ORDER);
            CompletableFuture<LockLease> next = there.acquireAsync(ORDER);
            Awaitility.await().until(() -> here.inspect("order:1").waiting() == 1);
            RedisServer target = CLUSTER.notOwnerOf("order:1");
            SlotMigration migration = CLUSTER.migration(SLOT, target);
            migration.begin();
            migration.moveKeys();
            lease.extend(Duration.ofMinutes(1));
            CompletableFuture<Boolean> given = lease.releaseAsync();
            migration.end();

            assertThat(given.orTimeout(15, TimeUnit.SECONDS).join()).isTrue();
            assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
        }

        assertThat(store.checkRights().join()).isEmpty();
        assertThat(CLUSTER.nodes())
                .allSatisfy(node -> assertThat(LeastRightsIT.denied(node)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evalsha", "zadd", "time", "asking", "script|load", "ssubscribe", "sunsubscribe", "spublish"})
    void withoutOneCommandOfItThatOneIsNamed(String command) {
        LeastRights.grant(CLUSTER, "latchkey", "+" + command);

        List<String> findings = findings();

        // Redis 6.2 knows no sharded pub/sub, whose rights nobody misses there.
        boolean missed = CLUSTER.hasShardedSignals() || !LeastRights.isSharded("+" + command);
        assertThat(findings.isEmpty()).isEqualTo(!missed);
        assertThat(findings).allSatisfy(finding -> assertThat(finding)
                .startsWith("Redis at 127.0.0.1:")
                .contains("does not let its user use " + command + ": ")
                .endsWith(". Allow it: ACL SETUSER <user> +" + command));
    }

    @Test
    void withoutTheQuestionWhereLocksAreItIsNamedAtOnce() {
        LeastRights.grant(CLUSTER, "latchkey", "+cluster|slots");

        assertThatThrownBy(() -> store.checkRights().join())
                .hasMessageContaining("Allow it: ACL SETUSER <user> +cluster|slots");
    }

    /** What the check says: a failure, or what is only missed. */
    private List<String> findings() {
        try {
            return store.checkRights().join();
        } catch (CompletionException e) {
            return List.of(String.valueOf(e.getCause()).replaceFirst("^[^:]*: ", ""));
        }
    }

    private static RedisLockStore newStore() {
        List<RedisURI> seeds = CLUSTER.nodes().stream()
                .map(node -> RedisURI.create("redis://latchkey:secret@127.0.0.1:" + node.port()))
                .toList();
        return RedisLockStore.connect(RedisTopology.cluster(seeds), RedisLockOptions.DEFAULTS);
    }
}
