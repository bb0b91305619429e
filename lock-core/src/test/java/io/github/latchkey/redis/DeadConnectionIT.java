package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that die without a word, as behind a firewall that forgot them, while Redis is well. */
class DeadConnectionIT {

    private final RedisServer redis = RedisServer.start();
    private final TcpProxy network = new TcpProxy(redis.port());
    private final LockClient client = LockClient.builder(RedisLockStore.connect(network.uri()))
            .closeGrace(Duration.ZERO)
            .build();
    private final LockRequest request = LockRequest.of("order:42");

    @BeforeEach
    void connect() {
        client.acquire(LockRequest.of("warm-up").waitAtMost(Duration.ofSeconds(10)))
                .release();
    }

    @AfterEach
    void close() {
        network.set(Weather.PASS);
        client.close();
        network.close();
        redis.close();
    }

    @Test
    void aHeldLockIsRenewedOverANewConnection() {
        LockLease lease = client.acquire(request.leaseFor(Duration.ofSeconds(4)));
        Queue<LockLease> lost = new ConcurrentLinkedQueue<>();
        lease.onLost(lost::add);

        swallowOpen();

        Awaitility.await()
                .during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(8))
                .until(() -> lost.isEmpty() && lease.isHeld());
        assertThat(redis.command("GET lock:{order:42}")).contains(" " + lease.fencingToken());
    }

    @Test
    void aFreeLockIsTakenWithinTheWait() {
        swallowOpen();

        LockLease lease = client.acquire(request.waitAtMost(Duration.ofSeconds(8)));

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void aReleaseReachesRedisLongBeforeTheLeaseEnds() {
        LockLease lease = client.acquire(request.leaseFor(Duration.ofMinutes(1)));
        swallowOpen();

        boolean released = lease.release();

        assertThat(released).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> redis.command("EXISTS lock:{order:42}")
                .startsWith(":0"));
    }

    @Test
    void connectionsThatHangWhileTheyAreOpenedHoldNobodyUpOnceTheNetworkIsWell() {
        network.set(Weather.BLACKHOLE);
        assertThatThrownBy(() -> client.acquire(request.waitAtMost(Duration.ofSeconds(3))))
                .isInstanceOf(LockStoreException.class);

        network.set(Weather.PASS);

        LockLease lease = client.acquire(request.waitAtMost(Duration.ofSeconds(8)));
        assertThat(lease.isHeld()).isTrue();
    }

    /** What is open now stays open and carries nothing any more; new connections work. */
    private void swallowOpen() {
        network.set(Weather.BLACKHOLE);
        network.set(Weather.PASS);
    }
}
