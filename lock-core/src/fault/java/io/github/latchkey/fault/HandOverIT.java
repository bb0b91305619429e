package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Traffic;
import io.github.latchkey.fault.machine.Weather;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** Wake-ups that are lost or late: a hint, and nothing that a waiter may depend on. */
class HandOverIT extends FaultFixture {

    private final TcpProxy network = newNetwork();
    private final LockClient holder = newClient(network.uri());
    private final LockClient waiter = newClient(network.uri());

    @Fault(id = "T11", value = "pub/sub killed 20 ms before an unlock, and cut after it")
    void aWaiterWithoutAWakeUpFindsTheFreeLock(Outcome outcome) {
        for (int i = 0; i < 5; i++) {
            LockLease lease = holder.acquire(REQUEST);
            CompletableFuture<LockLease> waiting = waiter.acquireAsync(REQUEST.waitAtMost(AT_MOST));
            during("busy", Duration.ofMillis(300)).until(() -> !waiting.isDone());

            redis.command("CLIENT KILL TYPE pubsub");
            network.set(Traffic.SIGNALS, Weather.CUT);
            during("busy", Duration.ofMillis(20)).until(() -> !waiting.isDone());
            long start = System.nanoTime();
            assertThat(lease.release()).isTrue();

            LockLease next = result(waiting);
            assertThat(outcome.took("next holder", since(start)))
                    .isLessThan(Duration.ofSeconds(2).plus(SLACK));
            assertThat(next.release()).isTrue();
            network.set(Traffic.SIGNALS, Weather.PASS);
        }
        outcome.note("found by polling");
    }

    @Tag("long")
    @Fault(id = "T13", value = "pub/sub slow by 300 ms, 500 hand-overs between two clients")
    void noHandOverIsLostToALateSubscription(Outcome outcome) {
        network.set(Traffic.SIGNALS, Weather.delay(Duration.ofMillis(300)));

        List<CompletableFuture<Duration>> pairs = IntStream.range(0, 10)
                .mapToObj(i -> onNewThread(() -> worstOf(50, LockRequest.of("pair-" + i))))
                .toList();

        assertThat(pairs)
                .allSatisfy(pair -> assertThat(outcome.took("next holder", result(pair, Duration.ofMinutes(4))))
                        .isLessThan(Duration.ofSeconds(2).plus(SLACK)));
        outcome.note("none was lost");
    }

    /** Hands a lock to and fro; it is given back at about the time at which the other one begins to wait. */
    private Duration worstOf(int handOvers, LockRequest request) {
        LockClient[] clients = {waiter, holder};
        Duration worst = Duration.ZERO;
        LockLease lease = holder.acquire(request);
        for (int i = 0; i < handOvers; i++) {
            CompletableFuture<LockLease> next = clients[i % 2].acquireAsync(request.waitAtMost(AT_MOST));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
            long start = System.nanoTime();
            lease.release();
            lease = result(next);
            Duration took = since(start);
            worst = took.compareTo(worst) > 0 ? took : worst;
        }
        lease.release();
        return worst;
    }
}
