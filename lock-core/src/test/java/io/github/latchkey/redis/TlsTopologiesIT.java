package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sets and clusters that speak TLS only, look at the certificate of each client, and know users: nothing that is opened on the way to a
 * lock, from the question to a sentinel to the node that a redirect names, leaves any of that out.
 */
@Tag("system-redis")
class TlsTopologiesIT {

    private static final Certificates CERTIFICATES = Certificates.of("Our authority");
    private static final Wire TLS = Wire.tls(CERTIFICATES);
    private static final RedisClient STRANGER = RedisClient.create();
    private static final RedisClient DRIVER = RedisClient.create();

    /** With a busy machine, that is. */
    private static final RedisLockOptions PATIENT = RedisLockOptions.DEFAULTS.commandTimeout(Duration.ofSeconds(2));

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));
    private static final String KEY = "lock:{order:1}";

    @BeforeAll
    static void begin() {
        assumeThat(TLS.isSpoken()).as("TLS in this redis-server").isTrue();
        SslOptions ssl = SslOptions.builder()
                .jdkSslProvider()
                .trustManager(CERTIFICATES.certificate("ca").toFile())
                .keyManager(
                        CERTIFICATES.certificate("server").toFile(),
                        CERTIFICATES.key("server").toFile(),
                        null)
                .build();
        DRIVER.setOptions(ClientOptions.builder().sslOptions(ssl).build());
    }

    @AfterAll
    static void end() throws IOException {
        DRIVER.shutdown();
        STRANGER.shutdown();
        CERTIFICATES.close();
    }

    @Test
    void locksBehindSentinelsFollowTheirMaster() {
        try (SentinelSet set = SentinelSet.start(TLS)) {
            set.nodes().forEach(node -> LeastRights.grant(node, "latchkey", "+role"));
            set.sentinels().forEach(sentinel -> sentinel.command("ACL SETUSER watcher reset on >watch +@all &*"));
            staticSetFindsItsMaster(set);
            RedisURI uri = RedisURI.create(set.uri().replace("://", "://latchkey:secret@"));
            uri.getSentinels()
                    .forEach(each -> each.setCredentialsProvider(
                            new StaticCredentialsProvider("watcher", "watch".toCharArray())));
            RedisLockStore store = store(RedisTopology.of(uri));
            try (LockClient client = LockClient.builder(store).build()) {
                client.acquire(ORDER).release();
                long doubts = store.doubts();

                RedisServer master = set.failover();
                Awaitility.await("the news has come over TLS, too").until(() -> store.doubts() > doubts);

                LockLease lease = client.acquire(ORDER);
                assertThat(master.command("EXISTS " + KEY)).startsWith(":1");
                assertThat(master.command("CLIENT LIST")).contains("user=latchkey");
                assertThat(set.sentinels().get(0).command("CLIENT LIST")).contains("user=watcher");
                assertThat(lease.release()).isTrue();
            }
            assertIsRefused(RedisTopology.of(uri), "Each of the sentinels 127.0.0.1:");
        }
    }

    // In the set that is there already, before its old master is one that nobody told.
    private static void staticSetFindsItsMaster(SentinelSet set) {
        List<RedisURI> nodes =
                Stream.of(set.replica(), set.master()).map(TlsTopologiesIT::uri).toList();
        try (LockClient client =
                LockClient.builder(store(RedisTopology.masterReplica(nodes))).build()) {
            LockLease lease = client.acquire(ORDER);

            assertThat(set.master().command("EXISTS " + KEY)).startsWith(":1");
            assertThat(lease.release()).isTrue();
        }
        assertIsRefused(RedisTopology.masterReplica(nodes), "There is no Redis master of 127.0.0.1:");
    }

    @Test
    void locksOfAClusterAreFollowedToOtherNodes() {
        try (RedisCluster cluster = RedisCluster.start(TLS, 2, 1)) {
            LeastRights.grant(cluster, "latchkey", "");
            RedisTopology topology = RedisTopology.cluster(List.of(uri(cluster.notOwnerOf("order:1"))));
            try (LockClient client = LockClient.builder(store(topology)).build()) {
                LockLease lease = client.acquire(ORDER);
                int slot = RedisCluster.slotOf("order:1");
                RedisServer target = cluster.notOwnerOf("order:1");

                cluster.migrateSlot(slot, target);
                lease.extend(Duration.ofMinutes(1));
                assertThat(target.command("CLIENT LIST")).contains("user=latchkey");
                RedisServer promoted = cluster.failover(slot);

                assertThat(lease.release()).isTrue();
                LockLease next = client.acquire(ORDER);
                assertThat(promoted.command("EXISTS " + KEY)).startsWith(":1");
                assertThat(next.fencingToken()).isGreaterThan(lease.fencingToken());
                assertThat(next.release()).isTrue();
            }
            assertIsRefused(topology, "Redis at 127.0.0.1:");
        }
    }

    /** Whoever does not know the authority does not trust the servers. */
    private static void assertIsRefused(RedisTopology topology, String beginning) {
        try (RedisLockStore store = RedisLockStore.borrow(() -> STRANGER, topology, PATIENT)) {
            assertThatThrownBy(() -> store.ping().join())
                    .cause()
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageStartingWith(beginning)
                    .hasMessageContaining("TLS failed, unable to find valid certification path");
        }
    }

    private static RedisURI uri(RedisServer node) {
        return RedisURI.create(node.uri().replace("://", "://latchkey:secret@"));
    }

    private static RedisLockStore store(RedisTopology topology) {
        return RedisLockStore.borrow(() -> DRIVER, topology, PATIENT);
    }
}
