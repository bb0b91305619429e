package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Traffic;
import io.github.latchkey.fault.machine.Weather;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

            LockLease next = waiting.join();
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
        Arena arena = closing(new Arena());
        network.set(Traffic.SIGNALS, Weather.delay(Duration.ofMillis(300)));
        Load load = Load.of(1, 1).work(Duration.ofMillis(1)).lease(Duration.ofSeconds(10));
        long start = System.nanoTime();

        Workers one = Workers.start(new RecordedClient(holder, "one", arena::record), arena.ledger(), load);
        Workers two = Workers.start(new RecordedClient(waiter, "two", arena::record), arena.ledger(), load);
        await("500 sections").atMost(Duration.ofMinutes(3)).until(() -> one.sections() + two.sections() >= 500);
        one.close();
        two.close();

        outcome.took("all", since(start));
        Verdict verdict = arena.verdict(Limits.DEFAULTS);
        assertThat(verdict.violations()).isEmpty();
        assertThat(one.errors()).isEmpty();
        assertThat(two.errors()).isEmpty();
        assertThat(one.sections()).isPositive();
        assertThat(two.sections()).isPositive();
        outcome.note("no wait for a free lock of over " + Limits.DEFAULTS.free().toSeconds() + " s");
    }
}
