package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reason for leases: a holder whose process is killed. */
class HolderProcessIT {

    private static final LockRequest REQUEST = LockRequest.of("order:42").waitAtMost(Duration.ZERO);

    private final RedisServer redis = RedisServer.start();
    private final RedisLockStore store = redis.newStore();
    private final LockClient client =
            LockClient.builder(store).closeGrace(Duration.ZERO).build();

    @AfterEach
    void close() {
        client.close();
        redis.close();
    }

    @Test
    @Timeout(30)
    void theLockOfAKilledProcessBecomesFreeWhenItsLeaseEnds() throws IOException {
        Process holder = start();
        try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
            String first = String.valueOf(said.readLine());
            assertThat(first).startsWith("HELD ");
            Awaitility.await()
                    .during(HolderMain.LEASE.multipliedBy(2))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> client.tryAcquire(REQUEST).isEmpty());

            holder.destroyForcibly();

            LockLease lease = client.acquire(REQUEST.waitAtMost(HolderMain.LEASE.plusSeconds(1)));
            assertThat(lease.fencingToken()).isGreaterThan(Long.parseLong(first.substring("HELD ".length())));
        } finally {
            holder.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderMain.class.getName(),
                        redis.uri(),
                        REQUEST.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
