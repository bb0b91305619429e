package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.machine.TcpProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A Redis that becomes a replica, while its name is given to the new master: its connections stay open, and are of no use. */
class DemotionIT {

    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    @Test
    void locksAndSignalsFollowTheNameToTheNewMaster() {
        try (RedisServer old = RedisServer.start();
                RedisServer next = RedisServer.start();
                TcpProxy name = new TcpProxy(old.port());
                LockClient here = client(name);
                LockClient there = client(name)) {
            handOver(here, there);
            old.command("REPLICAOF 127.0.0.1 1");
            name.leadTo(next.port());

            LockLease lease = here.acquire(ORDER);

            assertThat(next.command("EXISTS lock:{order:1}")).startsWith(":1");
            lease.release();
            handOver(here, there);
            Awaitility.await()
                    .until(() -> next.command("PUBSUB CHANNELS lock:signals:*").startsWith("*1"));
        }
    }

    @Test
    void oneThatStaysAReplicaIsNotStormed() {
        try (RedisServer redis = RedisServer.start();
                LockClient client = LockClient.builder(redis.newStore()).build()) {
            redis.command("REPLICAOF 127.0.0.1 1");
            long before = connections(redis);

            CompletableFuture<LockLease> refused = client.acquireAsync(ORDER.waitAtMost(Duration.ofSeconds(4)));

            assertThat(refused).failsWithin(Duration.ofSeconds(10));
            assertThat(connections(redis) - before).isBetween(2L, 12L);
        }
    }

    private static LockClient client(TcpProxy name) {
        return LockClient.builder(RedisLockStore.connect(name.uri())).build();
    }

    private static void handOver(LockClient from, LockClient to) {
        LockLease lease = from.acquire(ORDER);
        CompletableFuture<LockLease> next = to.acquireAsync(ORDER);
        Awaitility.await().until(() -> from.inspect("order:1").waiting() == 1);

        assertThat(lease.release()).isTrue();

        assertThat(next.orTimeout(15, TimeUnit.SECONDS).join().release()).isTrue();
    }

    /** How many Redis has ever had; each question is one of them. */
    private static long connections(RedisServer redis) {
        return redis.command("INFO stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.split(":", 2)[1].strip()))
                .sum();
    }
}
