package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;

/** Redis goes away while a lock is held, and comes back with what it knew. */
class OutageIT extends FaultFixture {

    private final TcpProxy network = newNetwork();
    private final LockClient client = newClient(network.uri());
    private final Queue<LockLease> lost = new ConcurrentLinkedQueue<>();

    @Override
    RedisServer newRedis() {
        return RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    }

    @Fault(id = "T3", value = "Redis killed for 1 s, shorter than the lease")
    void aHolderOutlivesAnOutageThatIsShorterThanItsLease(Outcome outcome) {
        Duration leaseFor = Duration.ofSeconds(3);
        LockLease lease = client.acquire(REQUEST.leaseFor(leaseFor));
        lease.onLost(lost::add);

        redis.kill();
        during("an outage", Duration.ofSeconds(1)).until(lease::isHeld);
        await("doubted").until(() -> lease.state() == LeaseState.SUSPECT);
        redis.restart();
        await("trusted again").until(() -> lease.state() == LeaseState.HELD);

        // Longer than what was left of it: only a renewal explains that it is still held.
        during("held", leaseFor).until(lease::isHeld);
        assertThat(lost).isEmpty();
        assertThat(held()).contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
        outcome.note("suspect, then held on, same token");
    }

    @Fault(id = "T4", value = "Redis killed for longer than the lease")
    void aHolderIsToldAtItsDeadlineAndNeverRevived(Outcome outcome) {
        LockLease lease = client.acquire(REQUEST.leaseFor(Duration.ofSeconds(1)));
        AtomicLong toldAt = new AtomicLong();
        lease.onLost(it -> {
            toldAt.set(System.nanoTime());
            lost.add(it);
        });

        redis.kill();
        long deadline = System.nanoTime() + lease.remaining().toNanos();
        await("told").until(() -> !lost.isEmpty());

        Duration late = Duration.ofNanos(toldAt.get() - deadline);
        assertThat(outcome.took("told after its deadline", late))
                .isLessThan(Duration.ofMillis(50).plus(SLACK));
        redis.restart();
        during("not held", Duration.ofMillis(500)).until(() -> !lease.isHeld());
        await("given back").until(this::isFree);
        assertThat(lease.release()).isFalse();
        assertThat(lost).containsExactly(lease);
        assertThat(client.acquire(REQUEST).fencingToken()).isGreaterThan(lease.fencingToken());
        outcome.note("lost, never revived");
    }

    @Tag("long")
    @Fault(id = "T5", value = "connection cut at every second renewal, ten in a row")
    void aCutAtTheRenewalIsRepairedByTheNextTry(Outcome outcome) {
        Duration tick = Duration.ofMillis(500);
        LockLease lease = client.acquire(REQUEST.leaseFor(tick.multipliedBy(3)));
        lease.onLost(lost::add);
        long start = System.nanoTime();

        for (int i = 1; i <= 10; i++) {
            long shortlyBefore = tick.multipliedBy(i).minusMillis(60).toNanos();
            await("the next tick").until(() -> since(start).toNanos() > shortlyBefore);
            network.set(i % 2 == 1 ? Weather.CUT : Weather.PASS);
            during("the tick", Duration.ofMillis(120)).until(() -> lease.isHeld() && !isFree());
            network.set(Weather.PASS);
        }

        assertThat(lost).isEmpty();
        assertThat(held()).contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
        outcome.note("never lost, never free");
    }
}
