package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.ClockShim;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The wall clock of a client jumps. That the library does not read it is checked by the ArchitectureTest; here is the real thing. */
@Tag("long")
class ClientClockIT extends FaultFixture {

    private final Arena arena = closing(new Arena());

    @Fault(id = "T28", value = "client's wall clock 1 h forward, and 1 h back")
    void theWallClockOfAClientMeansNothing(Outcome outcome) {
        ClockShim clock = new ClockShim(arena.directory());
        Load load = Load.of(3, 2).lease(Duration.ofMillis(600)).work(Duration.ofMillis(400));
        ChildJvm worker = closing(arena.worker("shifted", redis.uri(), load, clock.environment()));
        Workers own = Workers.start(new RecordedClient(newClient(), "straight", arena::record), arena.ledger(), load);

        for (int hours : new int[] {1, 0, -1, 1}) {
            clock.set(Duration.ofHours(hours));
            pass(Duration.ofSeconds(2));
        }
        own.close();
        Arena.stop(worker);

        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.naiveOverlaps()).isZero();
        assertThat(arena.history()).noneMatch(event -> event.op() == Op.LOST);
        assertThat(arena.history()).anyMatch(event -> event.op() == Op.RENEW);
        outcome.note("no effect on " + verdict.grants() + " grants");
    }
}
