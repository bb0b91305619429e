package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.Certificates;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisTopology;
import io.github.latchkey.redis.TlsRedis;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A Redis that is not who it should be, or speaks TLS where the other side does not. */
class TlsFaultsIT extends FaultFixture {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static Certificates ours;

    @BeforeAll
    static void makeCertificates() {
        ours = Certificates.of("Our authority");
        ours.sign("expired", "-ext", Certificates.LOCALHOST, "-startdate", "-10d", "-validity", "5");
    }

    @AfterAll
    static void deleteCertificates() throws IOException {
        ours.close();
    }

    @Fault(id = "T33", value = "TLS: certificate of an unknown authority")
    void anUnknownAuthorityIsNamedAtOnce(Outcome outcome) {
        Certificates others = closing(Certificates.of("Another authority"));

        assertRefused(
                outcome,
                closing(TlsRedis.start(others, "server")),
                "rediss",
                "unable to find valid certification path");
    }

    @Fault(id = "T33", value = "TLS: expired certificate")
    void anExpiredCertificateIsNamedAtOnce(Outcome outcome) {
        assertRefused(outcome, closing(TlsRedis.start(ours, "expired")), "rediss", "NotAfter");
    }

    @Fault(id = "T33", value = "TLS: plain text to the TLS port")
    void plainTextToATlsPortIsNamedAtOnce(Outcome outcome) {
        assertRefused(outcome, closing(TlsRedis.start(ours, "server")), "redis", "both sides use TLS, or neither");
    }

    private void assertRefused(Outcome outcome, TlsRedis tls, String scheme, String cause) {
        RedisTopology topology = RedisTopology.of(scheme + "://127.0.0.1:" + tls.port());
        SslOptions ssl = SslOptions.builder()
                .jdkSslProvider()
                .trustManager(ours.certificate("ca").toFile())
                .build();
        LockClient client = closing(LockClient.builder(RedisLockStore.connect(topology, RedisLockOptions.DEFAULTS, ssl))
                .closeGrace(Duration.ZERO)
                .build());

        // A call may run out of time just before its connection does, and knows of no answer only.
        await("said why").untilAsserted(() -> {
            long start = System.nanoTime();
            LockStoreException failure = catchThrowableOfType(
                    LockStoreException.class, () -> client.acquire(REQUEST.waitAtMost(Duration.ofSeconds(1))));
            assertThat(outcome.took("refused after", since(start))).isLessThan(LIMIT);
            assertThat(failure).hasMessageContaining(cause);
        });
        assertThat(tls.redis().command("DBSIZE")).startsWith(":0");
        outcome.note("fails fast with the cause, nothing is locked");
    }
}
