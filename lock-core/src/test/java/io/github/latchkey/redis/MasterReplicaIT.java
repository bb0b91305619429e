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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that are replicas of each other, and that nobody watches. */
class MasterReplicaIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));
    private static final String KEY = "lock:{order:1}";

    private final RedisServer one = RedisServer.startBeside(List.of());
    private final RedisServer two = RedisServer.startBeside(List.of());

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void theMasterIsFoundWhereverItStands() {
        one.command("REPLICAOF 127.0.0.1 " + two.port());
        try (LockClient client = client()) {
            LockLease lease = client.acquire(ORDER);

            assertThat(two.command("EXISTS " + KEY)).startsWith(":1");
            assertThat(lease.release()).isTrue();
        }
    }

    @Test
    void locksAndSignalsFollowWhereMasterAndReplicaChangePlaces() {
        two.command("REPLICAOF 127.0.0.1 " + one.port());
        one.awaitFollower(two);
        try (LockClient here = client();
                LockClient there = client()) {
            LockLease lease = here.acquire(ORDER);
            CompletableFuture<LockLease> next = there.acquireAsync(ORDER);
            Awaitility.await().until(() -> here.inspect("order:1").waiting() == 1);

            two.command("REPLICAOF NO ONE");
            one.command("REPLICAOF 127.0.0.1 " + two.port());

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> two.command("PUBSUB CHANNELS lock:signals:*")
                    .startsWith("*1"));
            assertThat(lease.release()).isTrue();
            assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
        }
    }

    @Test
    void aNodeThatIsStoppedIsPassedOver() {
        one.pause();
        try (LockClient client = client()) {
            assertThat(client.acquire(ORDER).release()).isTrue();
        }
        one.resume();
    }

    @Test
    void whereNoNodeIsAMasterEachIsNamed() {
        one.command("REPLICAOF 127.0.0.1 " + two.port());
        two.kill();
        try (RedisLockStore store = store()) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isTrue())
                    .hasMessageStartingWith("There is no Redis master of 127.0.0.1:" + one.port() + ", 127.0.0.1:"
                            + two.port() + ". Redis at 127.0.0.1:" + one.port() + " is a replica.")
                    .hasMessageContaining(
                            "Redis at 127.0.0.1:" + two.port() + " cannot be reached: Connection refused");
        }
    }

    @Test
    void aUserThatIsUnknownToAllDoesNotPass() {
        List<RedisURI> uris = Stream.of(one, two)
                .map(node -> RedisURI.create("redis://nobody:secret@127.0.0.1:" + node.port()))
                .toList();
        try (RedisLockStore store =
                RedisLockStore.connect(RedisTopology.masterReplica(uris), RedisLockOptions.DEFAULTS)) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isFalse())
                    .hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void aNodeThatDoesNotKnowRoleIsNoNodeOfASet() {
        try (RedisServer odd = RedisServer.startBeside(List.of("--rename-command", "ROLE", ""));
                RedisLockStore store = store(odd)) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isFalse())
                    .hasMessageContaining("does not know ROLE")
                    .hasMessageEndingWith("Give the address of the master alone.");
        }
    }

    private LockClient client() {
        return LockClient.builder(store()).build();
    }

    private RedisLockStore store() {
        return store(one, two);
    }

    private static RedisLockStore store(RedisServer... nodes) {
        List<RedisURI> uris =
                Stream.of(nodes).map(node -> RedisURI.create(node.uri())).toList();
        return RedisLockStore.connect(RedisTopology.masterReplica(uris), RedisLockOptions.DEFAULTS);
    }
}
