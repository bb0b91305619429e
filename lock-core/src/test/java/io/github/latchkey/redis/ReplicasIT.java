package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.LockUsageException;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Locks that count only once replicas have them, on a Redis whose replica stops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {

    private static final LockRequest SAFE =
            LockRequest.of("order:42").replicas(1).waitAtMost(Duration.ZERO);

    private final RedisServer master = RedisServer.start("--repl-diskless-sync-delay", "0");
    private final RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    private final RedisClient driver = RedisClient.create(master.uri());
    private final RedisCommands<String, String> redis = driver.connect().sync();
    /** Patient with a busy machine; what replicas have to do in 200 ms is what is tested. */
    private final LockClient locks = LockClient.builder(RedisLockStore.connect(
                    RedisTopology.of(master.uri()), RedisLockOptions.DEFAULTS.commandTimeout(Duration.ofSeconds(2))))
            .build();

    @BeforeEach
    void replicaFollows() {
        // A fresh replica is not sent anything before it has acknowledged for the first time.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            redis.set("settled", "1");
            return redis.waitForReplication(1, 100) == 1;
        });
    }

    @AfterEach
    void replicaGoesOn() {
        replica.resume();
    }

    @AfterAll
    void close() {
        locks.close();
        driver.shutdown();
        replica.close();
        master.close();
    }

    @Test
    void aGrantIsOnTheReplicaBeforeItsCallerHasIt() {
        try (LockLease lease = locks.acquire(SAFE)) {
            RedisClient reader = RedisClient.create(replica.uri());
            try {
                assertThat(reader.connect().sync().get("lock:{order:42}")).endsWith(" " + lease.fencingToken());
            } finally {
                reader.shutdown();
            }
        }
        assertThat(redis.info("commandstats")).contains("cmdstat_wait:");
    }

    @Test
    void aGrantWithoutItsReplicaIsRefusedAndGivenBack() {
        replica.pause();

        assertThatThrownBy(() -> locks.acquire(SAFE))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContainingAll(
                        "'order:42'", "0 of 1 replicas confirmed it within 200 ms", "INFO replication");

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> redis.exists("lock:{order:42}") == 0);
    }

    @Test
    void aGrantIsRefusedAlsoWhereNoReplicaIsConnected() {
        replica.kill();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> redis.info("replication")
                .contains("connected_slaves:0"));

        try {
            assertThatThrownBy(() -> locks.acquire(SAFE)).hasMessageContaining("0 of 1 replicas");

            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> redis.exists("lock:{order:42}") == 0);
        } finally {
            replica.restart();
        }
    }

    @Test
    void aWaitingCallerGetsTheLockOnceTheReplicaIsBack() {
        replica.pause();
        CompletableFuture<LockLease> waiting = locks.acquireAsync(SAFE.waitAtMost(Duration.ofSeconds(20)));
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(2))
                .until(() -> !waiting.isDone());
        boolean early = waiting.isDone();

        replica.resume();

        assertThat(early).isFalse();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
        assertThat(waiting.join().release()).isTrue();
    }

    @Test
    void othersAreServedWhileAGrantWaitsForItsReplica() {
        replica.pause();
        List<CompletableFuture<LockLease>> refused = IntStream.range(0, 50)
                .mapToObj(i -> locks.acquireAsync(
                        LockRequest.of("safe:" + i).replicas(1).waitAtMost(Duration.ofSeconds(1))))
                .toList();

        try (LockLease plain = locks.acquire(LockRequest.of("plain").waitAtMost(Duration.ZERO))) {
            assertThat(plain.isHeld()).isTrue();
        }

        // Each is told what is missing, though fifty of them wait for the same connection.
        assertThat(refused).allSatisfy(one -> assertThatThrownBy(one::join)
                .hasCauseInstanceOf(LockStoreException.class)
                .hasMessageContaining("0 of 1 replicas confirmed it"));
    }

    @Test
    void aRenewalWithoutItsReplicaDoesNotCount() {
        LockLease lease = locks.acquire(SAFE.leaseFor(Duration.ofSeconds(2)));

        replica.pause();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lease.state() == LeaseState.LOST);
        assertThat(lease.release()).isFalse();
    }

    @Test
    void aRenewedLeaseOutlivesALateReplica() {
        LockLease lease = locks.acquire(SAFE.leaseFor(Duration.ofSeconds(3)));
        replica.pause();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lease.state() == LeaseState.SUSPECT);

        replica.resume();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lease.state() == LeaseState.HELD);
        assertThat(lease.release()).isTrue();
    }

    @Test
    void anExtensionWithoutItsReplicaFails() {
        LockLease lease = locks.acquire(SAFE);
        replica.pause();

        assertThatThrownBy(() -> lease.extend(Duration.ofMinutes(1)))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContaining("0 of 1 replicas");

        assertThat(lease.remaining()).isLessThan(Duration.ofSeconds(31));
        assertThat(lease.release()).isTrue();
    }

    @Test
    void moreReplicasThanThereAreNameTheNumberThatConfirmed() {
        assertThatThrownBy(() -> locks.acquire(SAFE.replicas(2))).hasMessageContaining("1 of 2 replicas confirmed it");
    }

    @Test
    void aUserWithoutTheRightToWaitIsToldSo() {
        redis.aclSetuser(
                "hasty",
                AclSetuserArgs.Builder.on()
                        .addPassword("secret")
                        .allKeys()
                        .allChannels()
                        .allCommands()
                        .removeCommand(CommandType.WAIT));
        String uri = master.uri().replace("redis://", "redis://hasty:secret@");
        try (LockClient hasty = LockClient.builder(RedisLockStore.connect(uri)).build()) {
            assertThatThrownBy(() -> hasty.acquire(SAFE.waitAtMost(Duration.ofSeconds(10))))
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageContaining("ACL SETUSER <user> +wait");
        }
    }

    @Test
    void aNestedLeaseCannotBeSaferThanTheOuterOne() {
        try (LockLease outer = locks.acquire(LockRequest.of("order:42"))) {
            assertThatThrownBy(() -> locks.acquire(SAFE))
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageContainingAll("with 0 replicas and asked for with 1");
            assertThat(outer.isHeld()).isTrue();
        }
    }

    @Test
    void aLockIsNotPassedOnToOneWhoWantsItSafer() {
        LockLease first = locks.acquire(LockRequest.of("order:42").ownedBy("first"));
        replica.pause();
        CompletableFuture<LockLease> safer =
                locks.acquireAsync(SAFE.ownedBy("second").waitAtMost(Duration.ofSeconds(1)));

        first.release();

        assertThatThrownBy(safer::join).hasMessageContaining("0 of 1 replicas");
    }
}
