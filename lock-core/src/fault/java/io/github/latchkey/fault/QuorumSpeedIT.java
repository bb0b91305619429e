package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.quorum.QuorumLockStore;
import io.github.latchkey.quorum.RedisNodes;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** What an uncontended lock costs in a quorum of five, beside one in a single Redis, turn by turn in one run. */
@Tag("long")
class QuorumSpeedIT {

    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 15;
    private static final int LOCKS = 500;

    @Fault(id = "T23", value = "quorum of 5: 2 nodes killed or stopped, speed of a lock")
    void aLockCostsLittleMoreThanInOneRedis(Outcome outcome) {
        try (RedisServer single = RedisServer.start();
                RedisNodes nodes = new RedisNodes(5, Duration.ofSeconds(2));
                LockClient one = client(RedisLockStore.connect(single.uri()));
                LockClient five = client(connected(nodes))) {
            measure("all nodes up", one, five, outcome);
            nodes.node(2).pause();
            nodes.node(4).pause();
            measure("two stopped", one, five, outcome);
            nodes.node(2).kill();
            nodes.node(4).kill();
            measure("two killed", one, five, outcome);
        }
    }

    private static QuorumLockStore connected(RedisNodes nodes) {
        QuorumLockStore store = nodes.newStore();
        RedisNodes.awaitAll(store);
        return store;
    }

    private static LockClient client(LockStore store) {
        return LockClient.builder(store).closeGrace(Duration.ZERO).build();
    }

    private static void measure(String what, LockClient one, LockClient five, Outcome outcome) {
        for (int i = 0; i < WARM_UPS; i++) {
            time(one);
            time(five);
        }
        double[] ratios = new double[ROUNDS];
        double[] singles = new double[ROUNDS];
        double[] quorums = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            singles[i] = time(one);
            quorums[i] = time(five);
            ratios[i] = quorums[i] / singles[i];
        }
        String text = String.format(
                "%s: %.0f µs, in one Redis %.0f µs, ratio %.2f",
                what, median(quorums), median(singles), median(ratios));
        System.out.println(text);
        outcome.note(text);
        assertThat(median(ratios)).as(what).isLessThan(4);
    }

    /** Returns the median time of taking and giving back, in microseconds. */
    private static double time(LockClient client) {
        double[] times = new double[LOCKS];
        for (int i = 0; i < LOCKS; i++) {
            long start = System.nanoTime();
            client.acquire(LockRequest.of("order:" + i).leaseFor(Duration.ofSeconds(2)))
                    .release();
            times[i] = (System.nanoTime() - start) / 1e3;
        }
        return median(times);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
