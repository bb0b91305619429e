package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sentinels that are down, stopped or cut off, and one that names a replica. */
class DeadSentinelsIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(5));

    private final RedisServer redis = RedisServer.startBeside(List.of());
    private final SentinelServer sentinel = sentinelOf(redis);
    private final TcpProxy other = new TcpProxy(sentinel.port());

    @AfterEach
    void close() {
        other.close();
        sentinel.close();
        redis.close();
    }

    @Test
    void oneThatIsDownIsPassedOver() {
        assertThatLocksWorkBehind(uri(RedisServer.freePort(), sentinel.port()));
    }

    @Test
    void oneThatSwallowsEverythingIsPassedOver() {
        other.set(Weather.BLACKHOLE);

        assertThatLocksWorkBehind(uri(port(other), sentinel.port()));
    }

    @Test
    void oneThatIsStoppedIsPassedOver() {
        try (SentinelServer stopped = sentinelOf(redis)) {
            stopped.pause();

            assertThatLocksWorkBehind(uri(stopped.port(), sentinel.port()));

            stopped.resume();
        }
    }

    // The one that answered last is asked first, and dies.
    @Test
    void oneThatDiesIsPassedOverAtTheNextConnect() {
        try (SentinelServer next = sentinelOf(redis);
                RedisLockStore store = RedisLockStore.connect(uri(sentinel.port(), next.port()));
                LockClient client = LockClient.builder(store).leaveStoreOpen().build()) {
            client.acquire(ORDER).release();
            sentinel.pause();
            redis.command("CLIENT KILL TYPE normal");

            assertThat(client.acquire(ORDER).release()).isTrue();

            sentinel.resume();
        }
    }

    // So does one for some seconds that was away during a failover.
    @Test
    void oneThatNamesAnotherMasterThanMostIsNotBelieved() {
        try (SentinelServer agreeing = sentinelOf(redis);
                RedisServer elsewhere = RedisServer.startBeside(List.of());
                SentinelServer odd = sentinelOf(elsewhere);
                RedisLockStore store = RedisLockStore.connect(uri(sentinel.port(), agreeing.port(), odd.port()))) {
            store.ping().join();
            Awaitility.await().until(() -> odd.listeners() == 1);

            assertThat(odd.command("CLIENT KILL TYPE pubsub")).startsWith(":1");

            Awaitility.await().until(() -> odd.listeners() == 1);
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> store.doubts() == 0);
        }
    }

    @Test
    void whereAllAreDownTheyAreNamedAndItMayPass() {
        sentinel.kill();
        try (RedisLockStore store = RedisLockStore.connect(uri(sentinel.port(), RedisServer.freePort()))) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isTrue())
                    .hasMessageStartingWith("Each of the sentinels 127.0.0.1:" + sentinel.port() + ", 127.0.0.1:")
                    .hasMessageContaining("cannot be reached: Connection refused");
            sentinel.restart();

            try (LockClient client = LockClient.builder(store).leaveStoreOpen().build()) {
                assertThat(client.acquire(ORDER).release()).isTrue();
            }
        }
    }

    @Test
    void aMasterThatIsDownIsNamed() {
        redis.kill();
        try (RedisLockStore store = RedisLockStore.connect(uri(sentinel.port()))) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageStartingWith("Redis at 127.0.0.1:" + redis.port() + " ('orders' of sentinels 127.0.0.1:"
                            + sentinel.port() + ") cannot be reached: Connection refused");
        }
    }

    @Test
    void aReplicaThatIsNamedTheMasterIsRefusedUntilItIsOne() {
        redis.command("REPLICAOF 127.0.0.1 1");
        try (RedisLockStore store = RedisLockStore.connect(uri(sentinel.port()));
                LockClient client = LockClient.builder(store).leaveStoreOpen().build()) {
            assertThatThrownBy(() -> client.acquire(ORDER.waitAtMost(Duration.ofSeconds(1))))
                    .isInstanceOfSatisfying(LockStoreException.class, failure -> assertThat(failure.isPassing())
                            .isTrue())
                    .hasMessageContaining("Redis at 127.0.0.1:" + redis.port())
                    .hasMessageContaining("is a replica");

            redis.command("REPLICAOF NO ONE");

            assertThat(client.acquire(ORDER).release()).isTrue();
        }
    }

    private static void assertThatLocksWorkBehind(String uri) {
        try (LockClient client = LockClient.builder(RedisLockStore.connect(uri)).build()) {
            assertThat(client.acquire(ORDER).release()).isTrue();
        }
    }

    private static SentinelServer sentinelOf(RedisServer master) {
        return new SentinelServer(
                Wire.PLAIN, List.of("sentinel monitor " + SentinelSet.NAME + " 127.0.0.1 " + master.port() + " 2"));
    }

    private static int port(TcpProxy proxy) {
        return Integer.parseInt(proxy.uri().replaceFirst(".*:", ""));
    }

    private static String uri(int... ports) {
        return SentinelSet.uri("redis", Arrays.stream(ports).boxed().toList());
    }
}
