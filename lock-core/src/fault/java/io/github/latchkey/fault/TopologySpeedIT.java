package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.redis.RedisCluster;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.RedisTopology;
import io.github.latchkey.redis.SentinelSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * How fast locks that many want go round behind sentinels and in a cluster, beside one Redis, turn by turn in one run. No Redis keeps anything
 * on disk.
 *
 * <p>Everybody runs on this machine: replicas and further masters take their time from the same cores as the clients. On two of them, with
 * nothing else to do, that costs a cluster up to a fifth, and beside other work up to two fifths. So what is asserted is looser than the 0.8
 * that is wanted, and finds what is wrong at the root, as waiters that are not told. That a lock costs no
 * more requests does not depend on the cores, and is asserted closely. The cluster without replicas shows which part of the cost is theirs.
 */
@Tag("long")
class TopologySpeedIT {

    private static final int ROUNDS = 13;

    /** Short, so that what disturbs this machine for a second or two hits all of them. */
    private static final Duration TURN = Duration.ofMillis(400);

    private final RedisServer single = RedisServer.start();
    private final SentinelSet set = SentinelSet.start();
    private final RedisCluster cluster = RedisCluster.start(3, 1);
    private final RedisCluster bare = RedisCluster.start(3, 0);
    private final Site one = Site.of("one Redis", RedisTopology.of(single.uri()), List.of(single));
    private final List<Site> sites = List.of(
            one,
            Site.of("sentinel", RedisTopology.of(set.uri()), set.nodes()),
            Site.of("cluster", cluster.topology(), cluster.nodes()),
            Site.of("cluster without replicas", bare.topology(), bare.nodes()));

    /** A topology, its clients and its servers. */
    private record Site(String name, List<LockClient> clients, List<RedisServer> servers, List<Turn> turns) {

        static Site of(String name, RedisTopology topology, List<RedisServer> servers) {
            List<LockClient> clients = Stream.generate(
                            () -> RedisLockStore.connect(topology, RedisLockOptions.DEFAULTS))
                    .limit(2)
                    .map(store -> LockClient.builder(store).build())
                    .toList();
            return new Site(name, clients, servers, new ArrayList<>());
        }

        Turn turn(Crowd crowd) {
            RedisWork before = RedisWork.of(servers);
            long start = System.nanoTime();
            int taken = crowd.fight(clients, TURN);
            double speed = taken * 1e9 / (System.nanoTime() - start);
            return new Turn(speed, RedisWork.of(servers).each(before, taken));
        }

        /** Returns the median of what the turns say. */
        double median(ToDoubleFunction<Turn> value) {
            return TopologySpeedIT.median(turns.stream().mapToDouble(value).toArray());
        }

        /** Returns the median of what came of turns next to each other. */
        double speedBeside(Site other) {
            return TopologySpeedIT.median(IntStream.range(0, turns.size())
                    .mapToDouble(i -> turns.get(i).speed / other.turns.get(i).speed)
                    .toArray());
        }
    }

    /** How many locks were taken in a second, and what each cost. */
    private record Turn(double speed, RedisWork each) {}

    @AfterEach
    void close() {
        sites.forEach(site -> site.clients.forEach(LockClient::close));
        bare.close();
        cluster.close();
        set.close();
        single.close();
    }

    @Fault(id = "T22", value = "none: speed of locks that many want, behind sentinels and in a cluster")
    void locksGoRoundWithNoMoreRequestsThanInOneRedis(Outcome outcome) {
        measure(new Crowd(1, 8, 1), outcome);
        measure(new Crowd(1, 16, 8), outcome);
        measure(new Crowd(2, 8, 1), outcome);
    }

    private void measure(Crowd crowd, Outcome outcome) {
        sites.forEach(site -> site.turns.clear());
        sites.forEach(site -> site.turn(crowd));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < sites.size(); i++) {
                Site site = sites.get((i + round) % sites.size());
                site.turns.add(site.turn(crowd));
            }
        }
        for (Site site : sites) {
            double ratio = site.speedBeside(one);
            double scripts = site.median(turn -> turn.each.scripts());
            String text = String.format(
                    "%s, %s: ratio %.2f, %.0f/s; for each %.2f requests, %.1f µs of the servers",
                    crowd,
                    site.name,
                    ratio,
                    site.median(Turn::speed),
                    scripts,
                    site.median(turn -> turn.each.micros()));
            System.out.println(text);
            outcome.note(text);
            assertThat(ratio).as(text).isGreaterThan(0.5);
            assertThat(scripts).as(text).isLessThan(1.5 * one.median(turn -> turn.each.scripts()));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
