package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Liveness;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.redis.RedisServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Mixed load and faults for as long as {@code -Dsoak.minutes} says, judged every half minute. One client lives through all of it, and
 * must not grow; two processes come anew each time.
 */
@Tag("soak")
class SoakIT extends FaultFixture {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Limits LIMITS =
            Limits.DEFAULTS.slack(SLACK.multipliedBy(4)).free(Duration.ofSeconds(3));

    private final TcpProxy network = newNetwork();
    private final LockClient client = newClient(network.uri());
    private final Load load = Load.of(4, 6)
            .lease(Duration.ofSeconds(1))
            .work(Duration.ofMillis(60))
            .waiting(Duration.ofSeconds(3));
    private int grants;
    private int naive;
    private int rejected;

    @Override
    RedisServer newRedis() {
        return RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    }

    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @Fault(id = "T44", value = "all of them, at random, again and again")
    void nothingBreaksAndNothingGrows(Outcome outcome) {
        long seed = System.nanoTime();
        System.out.println("Soak of " + TIME + " with seed " + seed);
        long start = System.nanoTime();
        round(seed);
        long threads = Thread.activeCount();
        long connections = Keyspace.connections(redis);
        long heap = heap();

        for (long round = 1; since(start).compareTo(TIME) < 0; round++) {
            round(seed + round);
        }

        await("threads are back").until(() -> Thread.activeCount() <= threads + 4);
        await("connections are back").until(() -> Keyspace.connections(redis) <= connections);
        assertThat(heap() - heap).isLessThan(32 << 20);
        assertThat(Liveness.leftovers(Keyspace.of(redis), Keyspace.FENCES)).isEmpty();
        outcome.note("no violation in " + grants + " grants over " + TIME.toMinutes() + " min; " + naive
                + " naive overlaps, " + rejected + " stale accesses refused");
    }

    private void round(long seed) {
        try (Arena arena = new Arena()) {
            try (ChildJvm one = arena.worker("one", network.uri(), load, Map.of());
                    ChildJvm two = arena.worker("two", network.uri(), load, Map.of())) {
                Workers own = Workers.start(new RecordedClient(client, "own", arena::record), arena.ledger(), load);
                Nemesis nemesis = new Nemesis(arena, redis, network, seed);
                nemesis.mayStop(one);
                nemesis.mayStop(two);
                nemesis.rage(ROUND);
                own.close();
                Arena.stop(one, two);
                assertThat(own.errors()).isEmpty();
            }
            Verdict verdict = arena.verdict(LIMITS);
            assertThat(verdict.violations()).as("seed " + seed).isEmpty();
            assertThat(verdict.grants()).isPositive();
            grants += verdict.grants();
            naive += verdict.naiveOverlaps();
            rejected += verdict.rejected();
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
