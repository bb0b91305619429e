package io.github.latchkey.spring.autoconfigure;

import static io.github.latchkey.redis.Certificates.LOCALHOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.Certificates;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.RedisTopology;
import io.github.latchkey.redis.TlsRedis;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.LockedApplication;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** A Redis behind TLS, reached with an SSL bundle of the application; and what is said where that does not work out. */
class TlsIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofMillis(500));
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Certificates OURS = Certificates.of("Our authority");

    static {
        OURS.sign("expired", "-ext", LOCALHOST, "-startdate", "-10d", "-validity", "5");
        OURS.sign("elsewhere", "-ext", "san=dns:elsewhere", "-validity", "2");
        OURS.sign("client", "-validity", "2");
    }

    @AfterAll
    static void deleteCertificates() throws IOException {
        OURS.close();
    }

    @Test
    void locksGoOverTheApplicationsSslBundle() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "server")) {
            assertLocks(redis);
        }
    }

    @Test
    void locksGoThroughADoorThatTakesTheTlsOff() throws Exception {
        try (TlsRedis redis = TlsRedis.behindDoor(OURS, "server", false)) {
            assertLocks(redis);
        }
    }

    @Test
    void anUrlMayAskForTls() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "server")) {
            assertLocks(
                    redis,
                    withBundle(1)
                            .withPropertyValues("spring.data.redis.url=rediss://127.0.0.1:" + redis.port() + "/1"));
        }
    }

    @Test
    void withoutABundleTheAuthoritiesOfTheJvmCount() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "server")) {
            on(redis.port())
                    .withPropertyValues("spring.data.redis.ssl.enabled=true")
                    .withSystemProperties(
                            "javax.net.ssl.trustStore=" + OURS.file(),
                            "javax.net.ssl.trustStorePassword=" + Certificates.STORE_PASSWORD)
                    .run(context -> assertLocks(redis, context));
        }
    }

    @Test
    void theBundleHasTheCertificateOfTheClient() throws Exception {
        try (TlsRedis redis = TlsRedis.mutual(OURS)) {
            assertLocks(
                    redis,
                    withBundle(redis.port())
                            .withPropertyValues(
                                    "spring.ssl.bundle.pem.redis.keystore.certificate=" + OURS.certificate("client"),
                                    "spring.ssl.bundle.pem.redis.keystore.private-key=" + OURS.key("client")));
        }
    }

    @Test
    void theCertificateOfTheClientIsGivenWithoutSpring() throws Exception {
        try (TlsRedis redis = TlsRedis.mutual(OURS)) {
            RedisTopology topology = RedisTopology.of("rediss://127.0.0.1:" + redis.port());
            SslOptions ssl = SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(OURS.certificate("ca").toFile())
                    .keyManager(
                            OURS.certificate("client").toFile(),
                            OURS.key("client").toFile(),
                            null)
                    .build();
            RedisLockStore store = RedisLockStore.connect(topology, RedisLockOptions.DEFAULTS, ssl);
            try (LockClient locks = LockClient.builder(store).build()) {
                assertThat(locks.acquire(ORDER).release()).isTrue();
            }
        }
    }

    @Test
    void aMissingCertificateOfTheClientIsNamed() throws Exception {
        try (TlsRedis redis = TlsRedis.mutual(OURS)) {
            assertFails(withBundle(redis.port()), "Redis wants a certificate of its clients");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNamed() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "elsewhere")) {
            assertFails(withBundle(redis.port()), "TLS failed, No subject alternative names");
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNamed() throws Exception {
        try (Certificates others = Certificates.of("Another authority");
                TlsRedis redis = TlsRedis.start(others, "server")) {
            assertFails(withBundle(redis.port()), "TLS failed, unable to find valid certification path");
        }
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "expired")) {
            assertFails(withBundle(redis.port()), "TLS failed, NotAfter");
        }
    }

    @Test
    void plainTextToATlsPortIsNamed() throws Exception {
        try (TlsRedis redis = TlsRedis.start(OURS, "server")) {
            assertFails(on(redis.port()), "both sides use TLS, or neither");
        }
    }

    @Test
    void tlsToAPlainPortIsSilence() {
        // It waits for the end of a command, and the client for a handshake.
        try (RedisServer redis = RedisServer.start()) {
            assertFails(withBundle(redis.port()), "no answer");
        }
    }

    @Test
    void nothingIsSentInTheClear() throws Exception {
        ServerSocket ear = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> {
            try (ear;
                    Socket client = ear.accept()) {
                return client.getInputStream().readNBytes(2);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        withBundle(ear.getLocalPort()).run(context -> {
            // A handshake record of TLS.
            assertThat(heard.join()).containsExactly(0x16, 0x03);
        });
    }

    private static void assertLocks(TlsRedis redis) {
        assertLocks(redis, withBundle(redis.port()));
    }

    private static void assertLocks(TlsRedis redis, ApplicationContextRunner application) {
        application.run(context -> assertLocks(redis, context));
    }

    private static void assertLocks(TlsRedis redis, ApplicationContext context) {
        LockLease lease = context.getBean(LockClient.class).acquire(ORDER);

        assertThat(redis.redis().command("INFO keyspace")).contains("keys=");
        assertThat(lease.release()).isTrue();
    }

    private static void assertFails(ApplicationContextRunner application, String cause) {
        try (CapturedLog log = CapturedLog.open()) {
            application.run(context -> {
                LockClient client = context.getBean(LockClient.class);

                // A call may run out of time just before its connection does, and knows of no answer only.
                await().atMost(PATIENCE).untilAsserted(() -> {
                    long start = System.nanoTime();
                    LockStoreException failure =
                            catchThrowableOfType(LockStoreException.class, () -> client.acquire(ORDER));
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
                    assertThat(failure).hasMessageContaining(cause);
                });
                assertThat(log.lines())
                        .anyMatch(line -> line.startsWith("WARN")
                                && line.contains("does not work yet")
                                && (line.contains(cause) || line.contains("gave no answer")));
            });
        }
    }

    private static ApplicationContextRunner withBundle(int port) {
        return on(port).withPropertyValues(
                        "spring.data.redis.ssl.bundle=redis",
                        "spring.ssl.bundle.pem.redis.truststore.certificate=" + OURS.certificate("ca"));
    }

    private static ApplicationContextRunner on(int port) {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withConfiguration(LockedApplication.SSL)
                .withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port);
    }
}
