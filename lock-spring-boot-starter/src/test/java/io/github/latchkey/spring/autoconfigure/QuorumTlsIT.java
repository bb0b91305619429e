package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.Certificates;
import io.github.latchkey.redis.TlsRedis;
import io.github.latchkey.spring.LockedApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A quorum whose nodes want a certificate of their clients, and show one of an authority that the JVM does not know. */
class QuorumTlsIT {

    /** Long enough for nodes that are as young as these. */
    private static final LockRequest ORDER =
            LockRequest.of("order:1").leaseFor(Duration.ofSeconds(2)).waitAtMost(Duration.ofSeconds(20));

    private final Certificates certificates = Certificates.of("Our authority");
    private final List<TlsRedis> nodes =
            Stream.generate(() -> TlsRedis.mutual(certificates)).limit(3).toList();

    @AfterEach
    void close() throws IOException {
        for (TlsRedis node : nodes) {
            node.close();
        }
        certificates.close();
    }

    @Test
    void nodesAreReachedWithTheBundle() {
        application()
                .withPropertyValues(
                        "distributed-lock.quorum.ssl-bundle=locks",
                        "spring.ssl.bundle.pem.locks.truststore.certificate=" + certificates.certificate("ca"),
                        "spring.ssl.bundle.pem.locks.keystore.certificate=" + certificates.certificate("server"),
                        "spring.ssl.bundle.pem.locks.keystore.private-key=" + certificates.key("server"))
                .run(context -> assertThat(
                                context.getBean(LockClient.class).acquire(ORDER).release())
                        .isTrue());
    }

    @Test
    void withoutABundleTheAuthoritiesOfTheJvmCount() {
        application().withPropertyValues("distributed-lock.startup-check=off").run(context -> assertThatThrownBy(
                        () -> context.getBean(LockClient.class).acquire(ORDER.waitAtMost(Duration.ofSeconds(1))))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContaining("TLS failed, unable to find valid certification path"));
    }

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withConfiguration(LockedApplication.SSL)
                .withPropertyValues(
                        "distributed-lock.quorum.nodes="
                                + nodes.stream()
                                        .map(node -> "rediss://127.0.0.1:" + node.port())
                                        .collect(Collectors.joining(",")),
                        "distributed-lock.quorum.longest-lease=2s",
                        "distributed-lock.lease=2s");
    }
}
