package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.redis.Certificates;
import io.github.latchkey.redis.RedisCluster;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.SentinelServer;
import io.github.latchkey.redis.SentinelSet;
import io.github.latchkey.redis.Wire;
import io.github.latchkey.spring.LockedApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Sets and clusters that speak TLS only and want a certificate, all of whose nodes are reached with the application's SSL bundle. */
@Tag("system-redis")
class TlsTopologySettingsIT {

    private static final Certificates CERTIFICATES = Certificates.of("Our authority");
    private static final Wire TLS = Wire.tls(CERTIFICATES);
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    @BeforeAll
    static void onlyWithTls() {
        assumeThat(TLS.isSpoken()).as("TLS in this redis-server").isTrue();
    }

    @AfterAll
    static void deleteCertificates() throws IOException {
        CERTIFICATES.close();
    }

    @Test
    void sentinelsAndWhomTheyNameAndAStaticSetAreReachedWithTheBundle() {
        try (SentinelSet set = SentinelSet.start(TLS)) {
            String sentinels =
                    addresses(set.sentinels().stream().map(SentinelServer::port).toList());
            assertLocks(
                    set.master(),
                    "Redis 'orders' of sentinels ",
                    "spring.data.redis.sentinel.master=" + SentinelSet.NAME,
                    "spring.data.redis.sentinel.nodes=" + sentinels);
            assertLocks(
                    set.master(),
                    "Redis master of ",
                    "spring.data.redis.masterreplica.nodes="
                            + addresses(
                                    List.of(set.replica().port(), set.master().port())));
        }
    }

    @Test
    void aClusterIsReachedWithTheBundle() {
        try (RedisCluster cluster = RedisCluster.start(TLS, 2, 0)) {
            String seed = addresses(List.of(cluster.notOwnerOf("order:1").port()));
            assertLocks(cluster.ownerOf("order:1"), "Redis Cluster at ", "spring.data.redis.cluster.nodes=" + seed);
        }
    }

    private static void assertLocks(RedisServer master, String what, String... settings) {
        new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withConfiguration(LockedApplication.SSL)
                .withPropertyValues(
                        "spring.data.redis.ssl.bundle=redis",
                        "spring.ssl.bundle.pem.redis.truststore.certificate=" + CERTIFICATES.certificate("ca"),
                        "spring.ssl.bundle.pem.redis.keystore.certificate=" + CERTIFICATES.certificate("server"),
                        "spring.ssl.bundle.pem.redis.keystore.private-key=" + CERTIFICATES.key("server"))
                .withPropertyValues(settings)
                .run(context -> {
                    LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

                    assertThat(context.getBean(LockStore.class).describe()).startsWith(what);
                    assertThat(master.command("EXISTS lock:{order:1}")).startsWith(":1");
                    assertThat(lease.release()).isTrue();
                });
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }
}
