package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks on a master that sentinels name, and which changes. */
class SentinelIT {

    private static final SentinelSet REDIS = SentinelSet.start();
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));
    private static final String KEY = "lock:{order:1}";

    private final RedisLockStore store = RedisLockStore.connect(REDIS.uri());
    private final LockClient client =
            LockClient.builder(store).closeGrace(Duration.ZERO).build();

    @AfterEach
    void close() {
        client.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void aLockIsTakenOnTheMasterWaitedForAndGivenBack() {
        try (LockClient other =
                LockClient.builder(RedisLockStore.connect(REDIS.uri())).build()) {
            LockLease lease = client.acquire(ORDER);
            CompletableFuture<LockLease> next = other.acquireAsync(ORDER);
            Awaitility.await().until(() -> client.inspect("order:1").waiting() == 1);

            assertThat(REDIS.master().command("EXISTS " + KEY)).startsWith(":1");
            assertThat(lease.release()).isTrue();

            assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
        }
    }

    // A stopped master keeps its connections, and grants locks again for some ten seconds when it goes on.
    @Test
    void anIdleConnectionToAnOldMasterThatGoesOnIsLeft() {
        client.acquire(ORDER).release();
        RedisServer old = REDIS.master();
        Awaitility.await().until(() -> REDIS.replica().command("EXISTS " + KEY).startsWith(":0"));
        long doubts = store.doubts();

        old.pause();
        RedisServer next = REDIS.awaitOtherMasterThan(old);
        Awaitility.await("the connection ends, on which nothing is sent").until(() -> store.doubts() > doubts);
        old.resume();

        LockLease lease = client.acquire(ORDER);
        assertThat(old.command("ROLE")).contains("master");
        assertThat(old.command("EXISTS " + KEY)).startsWith(":0");
        assertThat(next.command("GET " + KEY)).contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
    }

    @Test
    void waitersHearOfTheNewMasterToo() {
        try (LockClient other =
                LockClient.builder(RedisLockStore.connect(REDIS.uri())).build()) {
            LockLease lease = client.acquire(ORDER);
            CompletableFuture<LockLease> next = other.acquireAsync(ORDER);
            Awaitility.await().until(() -> client.inspect("order:1").waiting() == 1);

            RedisServer master = REDIS.failover();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> master.command(
                            "PUBSUB CHANNELS lock:signals:*")
                    .startsWith("*1"));
            assertThat(lease.release()).isTrue();
            assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
        }
    }

    @Test
    void aNameThatNoSentinelKnowsIsSaid() {
        try (RedisLockStore misspelt = RedisLockStore.connect(REDIS.uri().replace("#orders", "#ordres"))) {
            assertThatThrownBy(() -> misspelt.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isFalse())
                    .hasMessageStartingWith("The sentinels 127.0.0.1:"
                            + REDIS.sentinels().get(0).port())
                    .hasMessageContaining("know no master 'ordres'. Check the name");
        }
    }

    @Test
    void masterAndSentinelsHaveUsersOfTheirOwn() {
        REDIS.nodes().forEach(node -> LeastRights.grant(node, "latchkey", "+role"));
        REDIS.sentinels()
                .forEach(
                        sentinel -> sentinel.command("ACL SETUSER watcher reset on >watch resetchannels &+switch-master"
                                + " +sentinel|get-master-addr-by-name +subscribe +ping"));
        try (RedisLockStore user = RedisLockStore.connect(RedisTopology.of(uri()), RedisLockOptions.DEFAULTS);
                LockClient here = LockClient.builder(user).leaveStoreOpen().build();
                LockClient there = LockClient.builder(user).leaveStoreOpen().build()) {
            LockLease lease = here.acquire(ORDER);
            CompletableFuture<LockLease> next = there.acquireAsync(ORDER);
            Awaitility.await().until(() -> client.inspect("order:1").waiting() == 1);

            assertThat(lease.release()).isTrue();

            assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
            assertThat(user.checkRights().join()).isEmpty();
        }
    }

    @Test
    void theRightToAskForTheRoleIsNamedWhereItIsMissing() {
        REDIS.nodes().forEach(node -> LeastRights.grant(node, "latchkey"));
        REDIS.sentinels().forEach(sentinel -> sentinel.command("ACL SETUSER watcher reset on >watch +@all &*"));
        try (RedisLockStore user = RedisLockStore.connect(RedisTopology.of(uri()), RedisLockOptions.DEFAULTS)) {
            assertThatThrownBy(() -> user.checkRights().join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("Redis at 127.0.0.1:" + REDIS.master().port())
                    .hasMessageEndingWith(
                            "does not let its user use role: locks do not work without. Allow it: ACL SETUSER <user> +role");
        }
    }

    @Test
    void aWrongPasswordOfTheSentinelsIsSaid() {
        REDIS.sentinels().forEach(sentinel -> sentinel.command("ACL SETUSER watcher reset on >other +@all &*"));
        try (RedisLockStore user = RedisLockStore.connect(RedisTopology.of(uri()), RedisLockOptions.DEFAULTS)) {
            assertThatThrownBy(() -> user.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isFalse())
                    .hasMessageStartingWith("Sentinel at 127.0.0.1:")
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageEndingWith("Check user and password.");
        }
    }

    @Test
    void aClosedStoreLeavesNoThreadAndNoConnectionBehind() {
        long before = connections();
        RedisLockStore brief = RedisLockStore.connect(REDIS.uri());
        brief.ping().join();
        Awaitility.await()
                .until(() -> connections() == before + REDIS.sentinels().size());

        brief.close();

        Awaitility.await().until(() -> connections() == before);
        client.close();
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("latchkey-master-watch")));
    }

    /** The address with a user for Redis, and another one for the sentinels. */
    private static RedisURI uri() {
        RedisURI.Builder uri =
                RedisURI.builder().withSentinelMasterId(SentinelSet.NAME).withAuthentication("latchkey", "secret");
        REDIS.sentinels()
                .forEach(sentinel -> uri.withSentinel(RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(sentinel.port())
                        .withAuthentication("watcher", "watch")
                        .build()));
        return uri.build();
    }

    /** How many listen to the sentinels. */
    private static long connections() {
        return REDIS.sentinels().stream().mapToLong(SentinelServer::listeners).sum();
    }
}
