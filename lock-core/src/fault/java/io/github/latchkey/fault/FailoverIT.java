package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.SentinelSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** A master that dies, or stops and goes on, under the load of two clients, while sentinels look for another one. */
class FailoverIT extends FaultFixture {

    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final SentinelSet set = closing(SentinelSet.start());
    private final Arena arena = closing(new Arena());
    private final Load load =
            Load.of(3, 2).lease(LEASE).work(Duration.ofMillis(30)).waiting(Duration.ofSeconds(3));

    @Fault(id = "T17", value = "sentinel: master killed under load")
    void locksGoOnWithTheNextMaster(Outcome outcome) {
        killMasters(1, outcome);
    }

    @Tag("long")
    @Fault(id = "T17", value = "sentinel: master killed under load, three times, and back as a replica")
    void locksGoOnWithEachNextMaster(Outcome outcome) {
        killMasters(3, outcome);
    }

    @Tag("long")
    @Fault(id = "T15", value = "sentinel: master stopped for 8 s under load, and going on")
    void nobodyStaysWithAMasterThatGoesOnAfterItWasReplaced(Outcome outcome) {
        underLoad(outcome, () -> {
            RedisServer old = set.master();
            long start = System.nanoTime();
            arena.fault("master stopped", 0, () -> {
                old.pause();
                set.awaitOtherMasterThan(old);
                awaitGrantAfter(System.nanoTime());
            });
            outcome.took("without a grant", longestGap(start));
            pass(Duration.ofSeconds(8).minus(since(start)));
            old.resume();
            await("old connections gone").until(() -> clients(old) == 0);
            pass(Duration.ofSeconds(2));
            assertThat(clients(old)).isZero();
        });
    }

    private void killMasters(int times, Outcome outcome) {
        underLoad(outcome, () -> {
            for (int i = 0; i < times; i++) {
                RedisServer old = set.master();
                long start = System.nanoTime();
                arena.fault("master killed", 0, () -> {
                    old.kill();
                    set.awaitOtherMasterThan(old);
                    long named = System.nanoTime();
                    awaitGrantAfter(named);
                    outcome.took("of that with the new master", since(named));
                });
                assertThat(outcome.took("without a grant", longestGap(start))).isLessThan(RECOVERY);
                set.rejoin(old);
            }
        });
    }

    private void underLoad(Outcome outcome, Runnable fault) {
        List<LockClient> clients = Stream.generate(() -> newClient(RedisLockStore.connect(set.uri())))
                .limit(2)
                .toList();
        List<Workers> workers = clients.stream()
                .map(client -> new RecordedClient(client, "client-" + clients.indexOf(client), arena::record))
                .map(client -> Workers.start(client, arena.ledger(), load))
                .toList();
        awaitGrantAfter(System.nanoTime());
        fault.run();
        workers.forEach(Workers::close);
        assertThat(workers).allSatisfy(each -> assertThat(each.errors()).isEmpty());
        // What a master did last may be unknown to the next one: a grant, or a release, which ends with its lease then.
        Verdict verdict =
                arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)).free(LEASE.plusSeconds(1)));
        assertThat(verdict.violations()).noneMatch(violation -> violation.rule() != Rule.EXCLUSION);
        outcome.note(verdict.grants() + " grants, no update lost, "
                + verdict.violations().size() + " grants forgotten by a failover, " + verdict.rejected()
                + " stale accesses refused");
    }

    private void awaitGrantAfter(long time) {
        await("a grant").pollInterval(Duration.ofMillis(100)).until(() -> grants().anyMatch(
                        grant -> grant.at() > time));
    }

    /** The longest time without a grant since a moment, from the last one before it. */
    private Duration longestGap(long start) {
        List<Long> times = grants().map(Event::at).sorted().toList();
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) > start) {
                longest = Math.max(longest, times.get(i) - times.get(i - 1));
            }
        }
        return Duration.ofNanos(longest);
    }

    private Stream<Event> grants() {
        return arena.history().stream().filter(event -> event.op() == Op.ACQUIRE && event.phase() == Phase.OK);
    }

    /** How many clients of locks are connected; sentinels are connected, too. */
    private static long clients(RedisServer redis) {
        return redis.command("CLIENT LIST")
                .lines()
                .filter(line -> !line.contains("name=sentinel"))
                .filter(line -> line.matches(".* cmd=(evalsha|subscribe|role|script.*) .*"))
                .count();
    }
}
