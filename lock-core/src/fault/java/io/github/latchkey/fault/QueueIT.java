package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Processes that wait for one lock, and of which some are killed. */
@Tag("long")
class QueueIT extends FaultFixture {

    private static final LockRequest BUSY = LockRequest.of(Load.key(0));

    private final Arena arena = closing(new Arena());
    private final RecordedClient client = new RecordedClient(newClient(), "holder", arena::record);

    @Fault(id = "T36", value = "SIGKILL of 3 of 6 waiting processes")
    void deadWaitersDoNotHoldUpTheLiving(Outcome outcome) {
        Section first = client.enter(BUSY).orElseThrow();
        Load load = Load.of(1, 1)
                .waiting(Duration.ofMinutes(1))
                .work(Duration.ofMillis(300))
                .inOrder();
        List<ChildJvm> waiters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "waiter-" + i;
            waiters.add(closing(arena.worker(name, redis.uri(), load, Map.of())));
            await(name + " asks").until(() -> events(Op.ACQUIRE, Phase.INVOKED).contains(name));
            pass(Duration.ofMillis(500));
        }

        for (int killed : new int[] {1, 2, 4}) {
            arena.fault(
                    "kill", waiters.get(killed).pid(), () -> waiters.get(killed).send(Signal.KILL));
        }
        long start = System.nanoTime();
        assertThat(first.leave()).isTrue();

        await("served").until(() -> !events(Op.ACQUIRE, Phase.OK).isEmpty());
        assertThat(outcome.took("next living waiter", since(start))).isLessThan(Duration.ofSeconds(5));
        // One section each: who is served makes room for the next.
        for (int served = 1; served <= 3; served++) {
            int wanted = served;
            await(wanted + " served").until(() -> served().size() == wanted);
            waiters.get(index(served().get(wanted - 1))).tell(WorkerMain.STOP);
        }
        Arena.stop(waiters.get(0), waiters.get(3), waiters.get(5));
        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.violations()).isEmpty();
        List<String> order = served();
        assertThat(order).containsExactly("waiter-0", "waiter-3", "waiter-5");
        outcome.note("the living served in their order");
    }

    private List<String> served() {
        return events(Op.ACQUIRE, Phase.OK).stream().distinct().toList();
    }

    private static int index(String waiter) {
        return Integer.parseInt(waiter.substring("waiter-".length()));
    }

    private List<String> events(Op op, Phase phase) {
        return arena.history().stream()
                .filter(event -> event.op() == op && event.phase() == phase)
                .map(QueueIT::client)
                .filter(name -> name.startsWith("waiter-"))
                .toList();
    }

    private static String client(Event event) {
        return event.call().actor().client();
    }
}
