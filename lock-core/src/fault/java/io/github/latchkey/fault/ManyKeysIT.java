package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.history.Liveness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** Many locks, and many threads that wait, in one client. */
@Tag("long")
class ManyKeysIT extends FaultFixture {

    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final int WAITERS = 400;
    private static final int KEYS = 10_000;

    private final LockClient holder = newClient();
    private final LockClient client = newClient();

    @Fault(id = "T38", value = "400 threads wait for 400 locks")
    void manyWaitersAllWaitTheirTimeOnFewConnections(Outcome outcome) {
        int before = Thread.activeCount();
        each(WAITERS, i -> holder.acquireAsync(LockRequest.of("held-" + i))).forEach(FaultFixture::result);

        List<CompletableFuture<Duration>> waiters = each(WAITERS, i -> onNewThread(() -> refusedAfter("held-" + i)));
        during("waiting", Duration.ofSeconds(1)).until(() -> waiters.stream().noneMatch(CompletableFuture::isDone));
        long connections = Keyspace.connections(redis);

        assertThat(waiters).allSatisfy(waiter -> assertThat(outcome.took("busy after", result(waiter)))
                .isBetween(WAIT, WAIT.plusMillis(250).plus(SLACK.multipliedBy(4))));
        assertThat(connections).isLessThanOrEqualTo(8); // Two clients.
        await("threads are back").until(() -> Thread.activeCount() <= before + 8);
        outcome.note("no early refusal, " + connections + " connections of two clients");
    }

    @Fault(id = "T38", value = "10,000 locks at once")
    void manyLocksLeaveNothingBehind(Outcome outcome) {
        takeAndDrop("warm-up", KEYS);
        long heap = heap();

        takeAndDrop("key", KEYS);

        assertThat(Keyspace.connections(redis)).isLessThanOrEqualTo(8);
        assertThat(Liveness.leftovers(Keyspace.of(redis), Keyspace.FENCES)).isEmpty();
        assertThat(heap() - heap).isLessThan(16 << 20);
        outcome.note("only fence counters left, heap back");
    }

    private void takeAndDrop(String prefix, int count) {
        List<LockLease> leases = each(
                        count,
                        i -> client.acquireAsync(LockRequest.of(prefix + i)
                                .waitAtMost(AT_MOST)
                                .leaseFor(Duration.ofSeconds(10))
                                .renewed(false)))
                .stream()
                .map(FaultFixture::result)
                .toList();
        // Half of them are given back, the other half runs out.
        assertThat(IntStream.range(0, count / 2).filter(i -> !leases.get(i).release()))
                .isEmpty();
        await("expired").until(() -> redis.command("KEYS lock:{*").startsWith("*0"));
    }

    private Duration refusedAfter(String name) {
        long start = System.nanoTime();
        Optional<LockLease> lease = client.tryAcquire(LockRequest.of(name).waitAtMost(WAIT));
        assertThat(lease).isEmpty();
        return since(start);
    }

    private static <T> List<T> each(int count, Function<Integer, T> action) {
        return IntStream.range(0, count).boxed().map(action).toList();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
