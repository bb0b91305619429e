package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What callers see when Redis dies, hangs, forgets, and comes back. The bounds on time are generous, but below any hang. */
class RedisFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(3);

    private final RedisServer redis = RedisServer.start();
    private final LockClient client = newClient();
    private final LockRequest request = LockRequest.of("order:42").waitAtMost(Duration.ofMillis(300));

    @BeforeEach
    void connect() {
        // The first connection of a JVM loads half of Netty, which is not what is tested.
        client.acquire(LockRequest.of("warm-up").waitAtMost(Duration.ofSeconds(10)))
                .release();
    }

    @AfterEach
    void close() {
        redis.resume();
        client.close();
        redis.close();
    }

    @Test
    void aDeadRedisIsNamedWithinTheWait() {
        redis.kill();
        long start = System.nanoTime();

        LockStoreException broken = catchThrowableOfType(LockStoreException.class, () -> client.acquire(request));

        assertThat(since(start)).isBetween(Duration.ofMillis(250), SOON);
        assertThat(broken).hasMessageContainingAll("'order:42'", "127.0.0.1:" + redis.port());
        assertThat(broken.isPassing()).isTrue();
    }

    @Test
    void aRedisThatWasNeverThereIsNamedToo() {
        redis.kill();

        try (LockClient late = newClient()) {
            assertThatThrownBy(() -> late.acquire(request))
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageContaining("127.0.0.1:" + redis.port());
        }
    }

    @Test
    void aRedisThatIsBackWorksWithoutANewClient() {
        redis.kill();
        assertThatThrownBy(() -> client.acquire(request)).isInstanceOf(LockStoreException.class);
        redis.restart();

        LockLease lease = client.acquire(request.waitAtMost(SOON));

        assertThat(lease.isHeld()).isTrue();
        assertThat(redis.command("GET lock:{order:42}")).contains(" " + lease.fencingToken());
    }

    @Test
    void aRestartBetweenTwoRequestsIsInvisible() {
        redis.restart();

        LockLease lease = client.acquire(request.waitAtMost(SOON));

        assertThat(lease.release()).isTrue();
    }

    @Test
    void aHangingRedisEndsTheRequestAndKeepsNoGhost() {
        redis.pause();
        long start = System.nanoTime();

        assertThatThrownBy(() -> client.acquire(request))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContaining("127.0.0.1:" + redis.port());

        assertThat(since(start)).isBetween(Duration.ofMillis(500), SOON);
        redis.resume();
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofMillis(2_500))
                .until(() -> redis.command("EXISTS lock:{order:42}").startsWith(":0"));
    }

    @Test
    void anOutageShorterThanTheLeaseIsSurvived() {
        LockLease lease = client.acquire(request.leaseFor(Duration.ofSeconds(3)));
        Queue<LockLease> lost = new ConcurrentLinkedQueue<>();
        lease.onLost(lost::add);
        redis.pause();
        Awaitility.await().during(Duration.ofMillis(1_500)).atMost(SOON).until(lease::isHeld);

        redis.resume();

        // Longer than what was left: only a renewal explains that it is still held.
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(SOON).until(lease::isHeld);
        assertThat(lost).isEmpty();
        assertThat(redis.command("GET lock:{order:42}")).contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
    }

    @Test
    void aHolderThatRedisForgotIsToldAtTheNextRenewal() {
        LockLease lease = client.acquire(request.leaseFor(Duration.ofSeconds(1)));
        Queue<LockLease> lost = new ConcurrentLinkedQueue<>();
        lease.onLost(lost::add);

        redis.command("FLUSHALL");

        Awaitility.await().atMost(SOON).until(() -> !lost.isEmpty());
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.release()).isFalse();
        assertThat(lost).containsExactly(lease);
        assertThat(client.acquire(request).fencingToken()).isGreaterThan(lease.fencingToken());
    }

    @Test
    void forgottenScriptsAreInvisible() {
        client.acquire(request).release();

        redis.command("SCRIPT FLUSH");
        LockLease lease = client.acquire(request);
        redis.command("SCRIPT FLUSH");

        lease.extend(Duration.ofSeconds(40));
        redis.command("SCRIPT FLUSH");
        assertThat(lease.remaining()).isGreaterThan(Duration.ofSeconds(35));
        assertThat(lease.release()).isTrue();
        assertThat(redis.command("EXISTS lock:{order:42}")).startsWith(":0");
    }

    @Test
    void aReleaseWithoutRedisCountsAsDoneAndDoesNotHang() {
        LockLease lease = client.acquire(request);
        redis.kill();
        long start = System.nanoTime();

        boolean released = lease.release();

        assertThat(released).isTrue();
        assertThat(since(start)).isLessThan(SOON);
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aReleaseThatWasNotAnsweredGoesOnInTheBackground() {
        LockLease lease = client.acquire(request);
        redis.pause();

        boolean released = lease.release();
        redis.resume();

        assertThat(released).isTrue();
        Awaitility.await().atMost(SOON).until(() -> redis.command("EXISTS lock:{order:42}")
                .startsWith(":0"));
    }

    @Test
    void anExtensionWithoutRedisSaysSoAndTheLeaseRunsOn() {
        LockLease lease = client.acquire(request);
        redis.kill();

        assertThatThrownBy(() -> lease.extend(Duration.ofSeconds(40)))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContaining("127.0.0.1:" + redis.port());

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void theEndOfABorrowedClientIsNoWarningInTheLog() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger lettuce = (Logger) LoggerFactory.getLogger("io.lettuce");
        log.start();
        lettuce.addAppender(log);
        RedisClient borrowed = RedisClient.create(redis.uri());
        RedisLockStore store =
                RedisLockStore.borrow(() -> borrowed, RedisTopology.ofClient("borrowed"), RedisLockOptions.DEFAULTS);
        store.ping().join();

        borrowed.shutdown(Duration.ZERO, Duration.ofSeconds(2));

        Awaitility.await().atMost(SOON).until(() -> store.doubts() > 0);
        store.close();
        lettuce.detachAppender(log);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private LockClient newClient() {
        return LockClient.builder(RedisLockStore.connect(redis.uri()))
                .closeGrace(Duration.ZERO)
                .build();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
