package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks on a cluster of three masters, each with a replica, while its slots stay and while they move. */
class RedisClusterIT {

    private static final RedisCluster CLUSTER = RedisCluster.start(3, 1);
    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(WAIT);
    private static final int SLOT = RedisCluster.slotOf("order:1");

    private final RedisLockStore store = CLUSTER.newStore();
    private final LockClient here = LockClient.builder(store).build();
    private final LockClient there = LockClient.builder(CLUSTER.newStore()).build();

    @AfterEach
    void close() {
        here.close();
        there.close();
        CLUSTER.ownerOf(SLOT).command("DEL lock:{order:1}");
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void allKeysOfALockAreWhereItsNameIsWhateverIsInIt() {
        List<String> names = List.of("order:1", "{a}:b", "}{", "a}{b", "%7B", "ü€");

        for (String name : names) {
            LockLease lease = here.acquire(LockRequest.of(name));
            CompletableFuture<LockLease> next = waiting(name);

            assertThat(here.inspect(name).holders()).hasSize(1);
            assertThat(lease.release()).isTrue();
            assertThat(result(next).release()).isTrue();
        }
    }

    @Test
    void locksOfSeveralNodesAreTakenTogether() {
        List<String> names = CLUSTER.masters().stream()
                .map(node -> CLUSTER.nameOn(node, "several:"))
                .toList();
        LockRequest all = LockRequest.of(names.get(0), names.get(1), names.get(2));

        LockLease lease = here.acquire(all);
        CompletableFuture<LockLease> next = there.acquireAsync(all.waitAtMost(WAIT));

        assertThat(names).allSatisfy(name -> assertThat(CLUSTER.ownerOf(name).command("EXISTS lock:{" + name + "}"))
                .startsWith(":1"));
        assertThat(lease.release()).isTrue();
        assertThat(result(next).release()).isTrue();
    }

    // Without sharded pub/sub there is nothing to be told by: the waiter's own look finds the offer.
    @Test
    void aWaiterIsToldOnTheNodeOfTheLockOrLooksByItself() {
        LockLease lease = here.acquire(ORDER);
        CompletableFuture<LockLease> next = waiting("order:1");
        int channels = CLUSTER.hasShardedSignals() ? 1 : 0;
        await().until(() -> channels("lock:signals:{*") == channels);
        long before = published();

        assertThat(lease.release()).isTrue();

        assertThat(result(next).release()).isTrue();
        assertThat(published() - before).isEqualTo(channels);
        assertThat(CLUSTER.nodes()).allSatisfy(node -> assertThat(node.command("PUBSUB CHANNELS *"))
                .startsWith("*0"));
    }

    @Test
    void aSlotThatHasMovedIsFollowed() {
        LockLease lease = here.acquire(ORDER);
        CompletableFuture<LockLease> next = waiting("order:1");

        CLUSTER.migrateSlot(SLOT, CLUSTER.notOwnerOf("order:1"));
        lease.extend(Duration.ofMinutes(1));

        assertThat(pttl(CLUSTER.ownerOf(SLOT))).isGreaterThan(55_000);
        assertThat(lease.release()).isTrue();
        assertThat(result(next).release()).isTrue();
    }

    @Test
    void aWaiterListensWhereverItsSlotIs() {
        LockLease lease = here.acquire(ORDER);
        CompletableFuture<LockLease> next = waiting("order:1");
        RedisServer source = CLUSTER.ownerOf(SLOT);
        int channels = CLUSTER.hasShardedSignals() ? 1 : 0;
        await().until(() -> channels("lock:signals:{*") == channels);

        for (RedisServer target : List.of(CLUSTER.notOwnerOf("order:1"), source)) {
            CLUSTER.migrateSlot(SLOT, target);
            await().until(() -> CLUSTER.ownerOf(SLOT) == target && channels("lock:signals:{*") == channels);
        }

        assertThat(lease.release()).isTrue();
        assertThat(result(next).release()).isTrue();
    }

    @Test
    void aHeldLockWhoseSlotIsOnItsWayIsRenewedAndGivenBack() {
        RedisServer target = CLUSTER.notOwnerOf("order:1");
        LockLease moved = here.acquire(ORDER);
        SlotMigration migration = CLUSTER.migration(SLOT, target);
        migration.begin();
        migration.moveKeys();

        moved.extend(Duration.ofMinutes(1));
        CompletableFuture<Boolean> given = moved.releaseAsync();
        // The rest of the release cannot be done before the slot is there.
        await().until(() -> target.command("ASKING\r\nEXISTS lock:{order:1}").contains(":0"));
        CompletableFuture<LockLease> next = there.acquireAsync(ORDER);
        migration.end();

        assertThat(result(given)).isTrue();
        assertThat(result(next).fencingToken()).isGreaterThan(moved.fencingToken());
        result(next).release();
    }

    @Test
    void aReleaseWhileTheSlotIsOnItsWayTouchesNobodyElse() {
        RedisServer target = CLUSTER.notOwnerOf("order:1");
        LockLease lease = here.acquire(ORDER);
        CLUSTER.ownerOf(SLOT).command("SET lock:{order:1} \"other:1:x 7\"");
        SlotMigration migration = CLUSTER.migration(SLOT, target);
        migration.begin();

        CompletableFuture<Boolean> given = lease.releaseAsync();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        migration.moveKeys();
        migration.end();

        assertThat(given).succeedsWithin(WAIT);
        assertThat(target.command("GET lock:{order:1}")).contains("other:1:x 7");
    }

    @Test
    void aMinimumHoldOutlastsAMove() {
        RedisServer target = CLUSTER.notOwnerOf("order:1");
        LockLease lease = here.acquire(ORDER.minHold(Duration.ofSeconds(30)));
        SlotMigration migration = CLUSTER.migration(SLOT, target);
        migration.begin();

        CompletableFuture<Boolean> given = lease.releaseAsync();
        RedisServer source = CLUSTER.ownerOf(SLOT);
        await().until(() -> source.command("GET lock:{order:1}").contains("\n- "));
        migration.moveKeys();
        migration.end();

        assertThat(result(given)).isTrue();
        assertThat(target.command("GET lock:{order:1}")).contains("\n- ");
    }

    @Test
    void waitersAndHoldersFollowAFailover() {
        LockLease lease = here.acquire(ORDER.leaseFor(Duration.ofSeconds(2)));
        CompletableFuture<LockLease> next = waiting("order:1");

        RedisServer promoted = CLUSTER.failover(SLOT);

        int channels = CLUSTER.hasShardedSignals() ? 1 : 0;
        await().until(() -> promoted.command("PUBSUB SHARDCHANNELS").contains("lock:signals:{") == (channels == 1));
        await().pollDelay(Duration.ofSeconds(3)).until(lease::isHeld);
        assertThat(lease.release()).isTrue();
        assertThat(result(next).release()).isTrue();
        CLUSTER.awaitHealthy();
    }

    @Test
    void theFirstSeedThatAnswersIsEnough() {
        List<RedisURI> seeds = Stream.of(1, CLUSTER.nodes().get(5).port())
                .map(port -> RedisURI.create("127.0.0.1", port))
                .toList();

        try (LockClient client = LockClient.builder(
                        RedisLockStore.connect(RedisTopology.cluster(seeds), RedisLockOptions.DEFAULTS))
                .build()) {
            assertThat(client.acquire(ORDER).release()).isTrue();
        }
    }

    @Test
    void whatIsNoClusterIsToldApart() {
        try (RedisServer redis = RedisServer.start();
                RedisLockStore asCluster = RedisLockStore.connect(
                        RedisTopology.cluster(List.of(RedisURI.create(redis.uri()))), RedisLockOptions.DEFAULTS);
                RedisLockStore asOne =
                        RedisLockStore.connect(CLUSTER.notOwnerOf("order:1").uri())) {
            assertThatThrownBy(() -> LockClient.builder(asCluster)
                            .leaveStoreOpen()
                            .build()
                            .acquire(ORDER))
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageContaining("name it as one Redis (RedisTopology.of, spring.data.redis.host)");
            assertThatThrownBy(() ->
                            LockClient.builder(asOne).leaveStoreOpen().build().acquire(ORDER))
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageContaining("name it as one (RedisTopology.cluster, spring.data.redis.cluster.nodes)");
        }
    }

    @Test
    void dangersAreSaidOfTheNodeThatTheyAreOn() {
        RedisServer node = CLUSTER.ownerOf("order:1");
        node.command("CONFIG SET maxmemory-policy allkeys-lru");

        List<String> warnings = store.warnings().join();

        node.command("CONFIG SET maxmemory-policy noeviction");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("Redis at 127.0.0.1:" + node.port() + ": maxmemory-policy is allkeys-lru");
        assertThat(store.describe()).startsWith("Redis Cluster at 127.0.0.1:").contains(", 127.0.0.1:");
    }

    private CompletableFuture<LockLease> waiting(String name) {
        CompletableFuture<LockLease> next =
                there.acquireAsync(LockRequest.of(name).waitAtMost(WAIT));
        await().until(() -> here.inspect(name).waiting() == 1);
        return next;
    }

    private static long channels(String pattern) {
        String reply = CLUSTER.ownerOf(SLOT).command("PUBSUB SHARDCHANNELS " + pattern);
        return reply.lines().filter(line -> line.startsWith("lock:signals:{")).count();
    }

    /** How often scripts have published, over all nodes. */
    private static long published() {
        return CLUSTER.nodes().stream()
                .flatMap(node -> node.command("INFO commandstats").lines())
                .filter(line -> line.startsWith("cmdstat_spublish:calls="))
                .mapToLong(line -> Long.parseLong(line.replaceFirst("[^=]*=(\\d+).*", "$1")))
                .sum();
    }

    private static long pttl(RedisServer node) {
        String reply = node.command("PTTL lock:{order:1}");
        return Long.parseLong(reply.lines().findFirst().orElseThrow().substring(1));
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.copy()
                .orTimeout(WAIT.multipliedBy(2).toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(WAIT);
    }
}
