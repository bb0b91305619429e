package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import io.github.latchkey.quorum.QuorumLockStore;
import io.github.latchkey.quorum.QuorumOptions;
import io.github.latchkey.quorum.RedisNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * One node of five after the other is killed and restarted empty, stopped, cut off or slow, at random, under load; for as long as
 * {@code -Dquorum.seconds} says. One that was restarted empty is left alone until it counts again, and so no more than two are away.
 */
@Tag("long")
class QuorumNemesisIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("quorum.seconds", 30));
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration COUNTED_AFTER = LONGEST.plusMillis(2_500);
    private static final Limits LIMITS =
            Limits.DEFAULTS.slack(Duration.ofSeconds(1)).free(Duration.ofSeconds(4));

    private final List<TcpProxy> networks = new ArrayList<>();
    private final List<LockClient> clients = new ArrayList<>();
    private final List<Workers> workers = new ArrayList<>();

    @Timeout(value = 1, unit = TimeUnit.HOURS)
    @Fault(id = "T24", value = "quorum of 5: single nodes killed, restarted empty, stopped, cut off, slow, at random")
    void noFaultOfAMinorityBreaksAPromise(Outcome outcome) {
        long seed = System.nanoTime();
        System.out.println("Quorum under faults for " + TIME + " with seed " + seed);
        try (RedisNodes nodes = new RedisNodes(5, LONGEST);
                Arena arena = new Arena()) {
            for (int i = 1; i <= 5; i++) {
                networks.add(new TcpProxy(nodes.node(i).port()));
            }
            for (String name : List.of("one", "two", "three")) {
                work(name, arena);
            }

            rage(nodes, arena, new Random(seed));

            workers.forEach(Workers::close);
            Verdict verdict = arena.verdict(LIMITS);
            clients.forEach(LockClient::close);
            networks.forEach(TcpProxy::close);
            System.out.println("Quorum: " + verdict.grants() + " grants, " + verdict.naiveOverlaps()
                    + " naive overlaps, " + verdict.rejected() + " rejected");
            assertThat(workers).allSatisfy(each -> assertThat(each.errors()).isEmpty());
            assertThat(verdict.violations()).as("seed " + seed).isEmpty();
            assertThat(verdict.grants()).isGreaterThan(100);
            outcome.note("no violation in " + verdict.grants() + " grants over " + TIME.toSeconds() + " s");
        }
    }

    private void work(String name, Arena arena) {
        QuorumLockStore store = RedisNodes.newStore(
                networks.stream().map(TcpProxy::uri).toList(), QuorumOptions.DEFAULTS.longestLease(LONGEST));
        RedisNodes.awaitAll(store);
        LockClient client = LockClient.builder(store).closeGrace(Duration.ZERO).build();
        clients.add(client);
        workers.add(Workers.start(new RecordedClient(client, name, arena::record), arena.ledger(), Load.of(3, 4)));
    }

    private void rage(RedisNodes nodes, Arena arena, Random random) {
        long start = System.nanoTime();
        long[] aloneUntil = new long[5];
        Arrays.fill(aloneUntil, start);
        while (FaultFixture.since(start).compareTo(TIME) < 0) {
            int node = random.nextInt(5);
            long now = System.nanoTime();
            int young = 0;
            for (long until : aloneUntil) {
                young += until - now > 0 ? 1 : 0;
            }
            int kind = random.nextInt(5);
            if (aloneUntil[node] - now <= 0 && (kind != 0 || young == 0)) {
                String what = List.of("killed", "stopped", "cut off", "dead connections", "slow")
                        .get(kind);
                arena.fault("node " + (node + 1) + " " + what, 0, () -> strike(nodes, node, kind, random));
                if (kind == 0) {
                    aloneUntil[node] = System.nanoTime() + COUNTED_AFTER.toNanos();
                }
            }
            FaultFixture.pass(Duration.ofMillis(random.nextInt(400)));
        }
    }

    private void strike(RedisNodes nodes, int node, int kind, Random random) {
        Duration time = Duration.ofMillis(100 + random.nextInt(1_200));
        TcpProxy network = networks.get(node);
        switch (kind) {
            case 0 -> {
                nodes.node(node + 1).kill();
                FaultFixture.pass(Duration.ofMillis(random.nextInt(300)));
                nodes.node(node + 1).restart();
            }
            case 1 -> {
                nodes.node(node + 1).pause();
                FaultFixture.pass(time);
                nodes.node(node + 1).resume();
            }
            case 2 -> during(network, Weather.CUT, time);
            case 3 -> during(network, Weather.BLACKHOLE, time);
            default -> during(network, Weather.delay(Duration.ofMillis(150)), time);
        }
    }

    private static void during(TcpProxy network, Weather weather, Duration time) {
        network.set(weather);
        FaultFixture.pass(time);
        network.set(Weather.PASS);
    }
}
