package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks of a cluster that count only once a replica of their own master has them, where another master's replica is gone. */
class ClusterReplicasIT {

    private static final RedisCluster CLUSTER = RedisCluster.start(2, 1);
    private static final Duration WAIT = Duration.ofSeconds(15);

    private final RedisServer whole = CLUSTER.nodes().get(0);
    private final RedisServer bereft = CLUSTER.nodes().get(1);
    private final RedisServer replicaOfWhole = CLUSTER.nodes().get(2);
    private final RedisServer replicaOfBereft = CLUSTER.nodes().get(3);
    private final String safe = CLUSTER.nameOn(whole, "order:");
    private final String unsafe = CLUSTER.nameOn(bereft, "order:");
    private final LockClient locks = LockClient.builder(CLUSTER.newStore()).build();

    @AfterEach
    void close() {
        locks.close();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void aGrantIsOnTheReplicaOfItsSlotsMaster() {
        LockLease lease = locks.acquire(LockRequest.of(safe).replicas(1).waitAtMost(WAIT));

        assertThat(replicaOfWhole.command("READONLY\r\nGET lock:{" + safe + "}"))
                .contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
    }

    @Test
    void aMasterWithoutItsReplicaGrantsNothingWhileOthersDo() {
        locks.acquire(LockRequest.of(safe, unsafe).replicas(1).waitAtMost(WAIT)).release();
        CLUSTER.kill(replicaOfBereft);

        assertRefused(LockRequest.of(unsafe));
        assertRefused(LockRequest.of(safe, unsafe));

        LockLease lease = locks.acquire(LockRequest.of(safe).replicas(1).waitAtMost(Duration.ZERO));
        CompletableFuture<LockLease> waiting =
                locks.acquireAsync(LockRequest.of(unsafe).replicas(1).waitAtMost(WAIT));
        CLUSTER.restart(replicaOfBereft);
        assertThat(waiting).succeedsWithin(WAIT);
        assertThat(waiting.join().release()).isTrue();
        assertThat(lease.release()).isTrue();
    }

    private void assertRefused(LockRequest request) {
        assertThatThrownBy(() -> locks.acquire(request.replicas(1).waitAtMost(Duration.ZERO)))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContaining(
                        "Redis at 127.0.0.1:" + bereft.port() + " wrote the lock, but 0 of 1 replicas confirmed it");
        Awaitility.await("all is given back").until(() -> isFree(whole, safe) && isFree(bereft, unsafe));
    }

    private static boolean isFree(RedisServer master, String name) {
        return master.command("EXISTS lock:{" + name + "}").startsWith(":0");
    }
}
