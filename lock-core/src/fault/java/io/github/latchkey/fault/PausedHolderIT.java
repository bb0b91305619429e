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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A process that is stopped while it holds a lock, as by a long garbage collection, and goes on when somebody else has it. */
class PausedHolderIT extends FaultFixture {

    private static final Duration LEASE = Duration.ofMillis(800);
    private static final String NAME = Load.key(0);

    private final Arena arena = closing(new Arena());
    private final RecordedClient successor = new RecordedClient(newClient(), "successor", arena::record);
    private final AtomicLong resumedAt = new AtomicLong();

    @Fault(id = "T1", value = "holder's process stopped for twice its lease")
    void aPausedHolderIsToldAtOnceAndItsWorkIsRefused(Outcome outcome) {
        Load longSections = Load.of(1, 1).lease(LEASE).work(Duration.ofSeconds(4));
        ChildJvm holder = closing(arena.worker("holder", redis.uri(), longSections, Map.of()));
        await("the holder holds")
                .until(() -> redis.command("GET lock:{" + NAME + "}").contains("holder"));
        await("the holder has read").until(() -> !arena.ledger().accesses().isEmpty());

        long[] token = new long[1];
        arena.fault("stop", holder.pid(), () -> {
            holder.send(Signal.STOP);
            Section section = second();
            token[0] = section.lease().fencingToken();
            section.count(arena.ledger(), LEASE);
            resumedAt.set(System.nanoTime());
            holder.send(Signal.CONT);
            await("the paused holder learns of its loss").until(() -> lost().isPresent());
            section.work(SLACK);
            assertThat(section.lease().isHeld()).isTrue();
            assertThat(redis.command("GET lock:{" + NAME + "}")).contains(" " + token[0]);
            assertThat(section.leave()).isTrue();
        });
        Arena.stop(holder);

        Event told = lost().orElseThrow();
        assertThat(outcome.took("told after", Duration.ofNanos(told.at() - resumedAt.get())))
                .isLessThan(Duration.ofMillis(100).plus(SLACK));
        assertThat(told.token()).isLessThan(token[0]);
        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.rejected()).isPositive();
        outcome.note(verdict.rejected() + " stale write refused, " + verdict.naiveOverlaps() + " naive overlap");
    }

    private Section second() {
        return successor
                .enter(LockRequest.of(NAME).waitAtMost(LEASE.plusSeconds(3)))
                .orElseThrow();
    }

    private Optional<Event> lost() {
        return arena.history().stream()
                .filter(event -> event.op() == Op.LOST && event.phase() == Phase.OK)
                .findFirst();
    }
}
