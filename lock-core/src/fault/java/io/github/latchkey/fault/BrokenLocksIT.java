package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.simulation.broken.AnybodyReleases;
import io.github.latchkey.simulation.broken.ConstantToken;
import io.github.latchkey.simulation.broken.NoDeadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The suite itself: it must find each lock that is broken, and nothing wrong with the one that is not. */
class BrokenLocksIT extends FaultFixture {

    /** Sections of which some outlast their lease, as those of a paused process do. */
    private static final Load STALLING =
            Load.of(4, 1).lease(Duration.ofMillis(200)).stall(Duration.ofMillis(350));

    private static final Limits LIMITS = Limits.DEFAULTS.slack(SLACK.multipliedBy(2));

    private final RedisServer ledgerRedis = closing(RedisServer.start());

    @Fault(id = "T45", value = "none: the lock as it is, sections outlast their leases")
    void theLockAsItIsIsFoundToBeGood(Outcome outcome) {
        Ledger ledger = closing(Ledger.fenced(ledgerRedis.uri()));

        Verdict verdict = run(UnaryOperator.identity(), ledger, Duration.ofSeconds(3), () -> false);

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.naiveOverlaps()).isPositive();
        assertThat(verdict.rejected()).isPositive();
        outcome.note("no violation in " + verdict.grants() + " grants; " + verdict.naiveOverlaps() + " naive overlaps, "
                + verdict.rejected() + " stale accesses refused");
    }

    @Fault(id = "T45", value = "broken lock: SET without NX")
    void withoutNxIsFound(Outcome outcome) {
        assertFound(Rule.EXCLUSION, BrokenStores::withoutNx, outcome);
    }

    @Fault(id = "T45", value = "broken lock: unlock by DEL")
    void unlockByDelIsFound(Outcome outcome) {
        assertThat(lateRelease(UnaryOperator.identity()).violations()).isEmpty();

        Verdict verdict = lateRelease(AnybodyReleases::new);

        assertThat(verdict.broken()).contains(Rule.EXCLUSION);
        outcome.note("found: " + verdict.broken());
    }

    @Fault(id = "T45", value = "broken lock: constant token")
    void aConstantTokenIsFound(Outcome outcome) {
        assertFound(Rule.TOKEN, ConstantToken::new, outcome);
    }

    @Fault(id = "T45", value = "broken lock: no local deadline")
    void aMissingDeadlineIsFound(Outcome outcome) {
        // Longer than an offer, which a claim does not shorten: else Redis keeps the lock for as long as the section.
        Load stalling = STALLING.lease(Duration.ofMillis(2_200)).stall(Duration.ofMillis(3_500));
        Ledger ledger = closing(Ledger.fenced(ledgerRedis.uri()));

        Verdict verdict = run(NoDeadline::new, stalling, ledger, AT_MOST, () -> verdict(ledger)
                .broken()
                .contains(Rule.EXCLUSION));

        assertThat(verdict.broken()).contains(Rule.EXCLUSION);
        outcome.note("found: " + verdict.broken());
    }

    @Fault(id = "T45", value = "broken lock: no poll, wake-up lost")
    void aMissingPollIsFound(Outcome outcome) {
        assertThat(handOver(UnaryOperator.identity()).violations()).isEmpty();

        Verdict verdict = handOver(BrokenStores::withoutPoll);

        assertThat(verdict.broken()).contains(Rule.PROGRESS);
        outcome.note("found: " + verdict.broken());
    }

    @Fault(id = "T45", value = "broken resource: looks at no token")
    void aResourceWithoutAFenceIsFound(Outcome outcome) {
        Ledger ledger = closing(Ledger.open(ledgerRedis.uri()));

        Verdict verdict = run(UnaryOperator.identity(), ledger, AT_MOST, () -> {
            Verdict now = verdict(ledger);
            return now.broken().contains(Rule.FENCE) && now.broken().contains(Rule.LOST_UPDATE);
        });

        assertThat(verdict.broken()).containsExactlyInAnyOrder(Rule.FENCE, Rule.LOST_UPDATE);
        outcome.note("found: " + verdict.broken());
    }

    private void assertFound(Rule rule, UnaryOperator<LockStore> broken, Outcome outcome) {
        Ledger ledger = closing(Ledger.fenced(ledgerRedis.uri()));

        Verdict verdict =
                run(broken, ledger, AT_MOST, () -> verdict(ledger).broken().contains(rule));

        assertThat(verdict.broken()).contains(rule);
        outcome.note("found: " + verdict.broken());
    }

    private Verdict run(UnaryOperator<LockStore> broken, Ledger ledger, Duration atMost, BooleanSupplier enough) {
        return run(broken, STALLING, ledger, atMost, enough);
    }

    private Verdict run(
            UnaryOperator<LockStore> broken, Load load, Ledger ledger, Duration atMost, BooleanSupplier enough) {
        Workers one = Workers.start(recorded(newClient(broken), "one"), ledger, load);
        Workers two = Workers.start(recorded(newClient(broken), "two"), ledger, load);
        long start = System.nanoTime();
        while (since(start).compareTo(atMost) < 0 && !enough.getAsBoolean()) {
            pass(Duration.ofMillis(200));
        }
        one.close();
        two.close();
        assertThat(one.errors()).isEmpty();
        assertThat(two.errors()).isEmpty();
        return verdict(ledger);
    }

    /** One section after another, and nobody else who would take the lock. */
    private Verdict handOver(UnaryOperator<LockStore> broken) {
        Ledger ledger = closing(Ledger.fenced(ledgerRedis.uri()));
        RecordedClient holder = recorded(newClient(broken), "holder");
        RecordedClient waiter = recorded(newClient(broken), "waiter");
        Section section = holder.enter(REQUEST).orElseThrow();
        CompletableFuture<Optional<Section>> waiting =
                onNewThread(() -> waiter.enter(REQUEST.waitAtMost(Duration.ofSeconds(4))));
        during("busy", Duration.ofMillis(500)).until(() -> !waiting.isDone());
        section.leave();
        result(waiting).ifPresent(Section::leave);
        return verdict(ledger);
    }

    /** A holder whose lease ended, and whose release comes when its successor has the lock. */
    private Verdict lateRelease(UnaryOperator<LockStore> broken) {
        Ledger ledger = closing(Ledger.fenced(ledgerRedis.uri()));
        TcpProxy slow = newNetwork();
        RecordedClient late = recorded(newClient(broken.apply(RedisLockStore.connect(slow.uri()))), "late");
        RecordedClient other = recorded(newClient(broken), "other");
        RecordedClient third = recorded(newClient(broken), "third");

        Section first = late.enter(REQUEST.leaseFor(Duration.ofSeconds(1)).renewed(false))
                .orElseThrow();
        slow.set(Weather.delay(Duration.ofMillis(300)));
        Section second = other.enter(REQUEST.waitAtMost(AT_MOST)).orElseThrow();
        third.enter(REQUEST.waitAtMost(Duration.ofSeconds(2))).ifPresent(Section::leave);
        second.leave();
        first.leave();
        return verdict(ledger);
    }

    private LockClient newClient(UnaryOperator<LockStore> broken) {
        return newClient(broken.apply(RedisLockStore.connect(redis.uri())));
    }

    private Verdict verdict(Ledger ledger) {
        return Verdict.of(history(), ledger.accesses(), ledger.values(), LIMITS);
    }
}
