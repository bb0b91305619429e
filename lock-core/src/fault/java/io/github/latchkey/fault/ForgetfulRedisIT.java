package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/** A Redis that forgets locks, or scripts, while both are in use. Exclusion is gone with the data; fencing and honesty are not. */
class ForgetfulRedisIT extends FaultFixture {

    private static final Duration LEASE = Duration.ofMillis(600);

    private final Arena arena = closing(new Arena());

    @Fault(id = "T29", value = "FLUSHALL, DEL or SCRIPT FLUSH every 200 ms for 4 s")
    void locksThatAreForgottenAreLostAndNothingWorse(Outcome outcome) {
        forget(Duration.ofSeconds(4), outcome);
    }

    @Tag("long")
    @Fault(id = "T29", value = "FLUSHALL, DEL or SCRIPT FLUSH every 200 ms for 20 s")
    void locksThatAreForgottenAgainAndAgainAreLostAndNothingWorse(Outcome outcome) {
        forget(Duration.ofSeconds(20), outcome);
    }

    private void forget(Duration time, Outcome outcome) {
        Load load = Load.of(4, 2).lease(LEASE).work(Duration.ofMillis(250));
        LockClient one = newClient();
        LockClient two = newClient();
        Workers first = Workers.start(new RecordedClient(one, "one", arena::record), arena.ledger(), load);
        Workers second = Workers.start(new RecordedClient(two, "two", arena::record), arena.ledger(), load);

        String[] commands = {"FLUSHALL", "SCRIPT FLUSH", "DEL lock:{" + Load.key(0) + "}"};
        long start = System.nanoTime();
        for (int i = 0; since(start).compareTo(time) < 0; i++) {
            redis.command(commands[i % commands.length]);
            pass(Duration.ofMillis(200));
        }
        first.close();
        second.close();

        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.violations()).noneMatch(violation -> violation.rule() != Rule.EXCLUSION);
        assertThat(first.errors()).isEmpty();
        assertThat(second.errors()).isEmpty();
        Set<String> forgotten = notOursAnyMore();
        assertThat(forgotten).isNotEmpty();
        assertThat(outcome.took("held on after its lock was forgotten", longestBeside()))
                .isLessThan(LEASE.dividedBy(3).plusMillis(100).plus(SLACK));
        outcome.note(verdict.grants() + " grants, " + forgotten.size() + " lost and told, " + verdict.rejected()
                + " stale accesses refused");
    }

    private Set<String> notOursAnyMore() {
        return arena.history().stream()
                .filter(event -> event.op() == Op.LOST || (event.op() == Op.RELEASE && event.phase() == Phase.FAIL))
                .map(event -> event.call().id())
                .collect(Collectors.toSet());
    }

    /** The longest time that a holder relied on its lock beside its successor; the checkers judge that by the next renewal. */
    private Duration longestBeside() {
        Map<String, Event> leaving = arena.history().stream()
                .filter(event -> event.op() == Op.LOST || (event.op() == Op.RELEASE && event.phase() == Phase.INVOKED))
                .collect(Collectors.toMap(event -> event.call().id(), event -> event, (one, two) -> one));
        Event last = null;
        Duration longest = Duration.ZERO;
        for (Event event : arena.history()) {
            if (event.op() == Op.ACQUIRE
                    && event.phase() == Phase.OK
                    && event.key().equals(Load.key(0))) {
                Event left = last == null ? null : leaving.get(last.call().id());
                if (left != null && left.at() > event.at()) {
                    Duration beside = Duration.ofNanos(left.at() - event.at());
                    longest = beside.compareTo(longest) > 0 ? beside : longest;
                }
                last = event;
            }
        }
        return longest;
    }
}
