package io.github.latchkey.fault;

import static io.github.latchkey.fault.FaultFixture.AT_MOST;
import static io.github.latchkey.fault.FaultFixture.await;
import static io.github.latchkey.fault.FaultFixture.during;
import static io.github.latchkey.fault.FaultFixture.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisCluster;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** Thousands of leases on the masters of a cluster, one of which stops. */
@Tag("long")
class ClusterLeasesIT {

    private static final int LEASES = 10_000;
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration SAMPLE = Duration.ofMillis(200);

    private final Queue<LockLease> lost = new ConcurrentLinkedQueue<>();

    @Fault(id = "T22", value = "cluster: one of three masters stopped for good, 10,000 leases held")
    void leasesOnHealthyNodesAreRenewedInTime(Outcome outcome) {
        try (RedisCluster cluster = RedisCluster.start(3, 0, "--cluster-require-full-coverage", "no");
                LockClient client = newClient(cluster)) {
            RedisServer stopped = cluster.nodes().get(0);
            List<LockLease> healthy = new ArrayList<>(take(client));
            healthy.removeIf(lease -> cluster.isOn(stopped, lease.name()));

            cluster.pause(stopped);
            Duration least = leastWhile(healthy, LEASE.multipliedBy(2));

            assertThat(lost).doesNotContainAnyElementsOf(healthy);
            assertThat(healthy).allMatch(LockLease::isHeld).hasSizeGreaterThan(LEASES / 2);
            assertThat(least).isGreaterThan(LEASE.dividedBy(3));
            await("the others are lost").until(() -> lost.size() == LEASES - healthy.size());
            outcome.took("least that was left of a lease on the others", least);
            outcome.note(
                    healthy.size() + " held on, the " + lost.size() + " of the stopped one lost at their deadline");
            cluster.resume(stopped);
        }
    }

    @Fault(id = "T22", value = "cluster: one of three masters stopped and replaced, 10,000 leases held")
    void allLeasesOutliveAFailover(Outcome outcome) {
        try (RedisCluster cluster = RedisCluster.start(3, 1);
                LockClient client = newClient(cluster)) {
            List<LockLease> leases = take(client);
            RedisServer stopped = cluster.nodes().get(0);

            cluster.pause(stopped);
            Duration least = leastWhile(leases, LEASE.multipliedBy(2));

            assertThat(lost).isEmpty();
            assertThat(leases).allMatch(LockLease::isHeld);
            outcome.took("least that was left of a lease", least);
            outcome.note("none lost");
            cluster.resume(stopped);
        }
    }

    private List<LockLease> take(LockClient client) {
        List<LockLease> leases = IntStream.range(0, LEASES)
                .mapToObj(i -> client.acquireAsync(
                        LockRequest.of("order:" + i).leaseFor(LEASE).waitAtMost(AT_MOST)))
                .toList()
                .stream()
                .map(FaultFixture::result)
                .toList();
        leases.forEach(lease -> lease.onLost(lost::add));
        return leases;
    }

    /** Lets time go by, and returns the least that was left of any lease in it. */
    private static Duration leastWhile(List<LockLease> leases, Duration time) {
        Queue<Duration> left = new ConcurrentLinkedQueue<>();
        during("an outage", time)
                .pollInterval(SAMPLE)
                .until(() -> left.add(leases.stream()
                        .map(LockLease::remaining)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()));
        return left.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private static LockClient newClient(RedisCluster cluster) {
        LockClient client =
                LockClient.builder(cluster.newStore()).closeGrace(Duration.ZERO).build();
        result(client.acquireAsync(LockRequest.of("warm-up").waitAtMost(AT_MOST)))
                .release();
        return client;
    }
}
