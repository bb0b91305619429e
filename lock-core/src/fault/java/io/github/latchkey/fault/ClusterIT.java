package io.github.latchkey.fault;

import static io.github.latchkey.fault.FaultFixture.AT_MOST;
import static io.github.latchkey.fault.FaultFixture.SLACK;
import static io.github.latchkey.fault.FaultFixture.await;
import static io.github.latchkey.fault.FaultFixture.pass;
import static io.github.latchkey.fault.FaultFixture.result;
import static io.github.latchkey.fault.FaultFixture.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.redis.RedisCluster;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** A cluster of three masters, each with a replica, whose nodes die and whose slots move. */
class ClusterIT {

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** The masters of a cluster vote once in two of their timeouts. */
    private static final Duration BETWEEN_VOTES = Duration.ofSeconds(4);

    private static final Limits LIMITS =
            Limits.DEFAULTS.slack(SLACK.multipliedBy(4)).free(Duration.ofSeconds(3));

    private final RedisCluster cluster = RedisCluster.start(3, 1);
    private final LockClient client = newClient();
    private final LockClient other = newClient();

    @AfterEach
    void close() {
        client.close();
        other.close();
        cluster.close();
    }

    @Fault(id = "T20", value = "cluster: the owner of the slot killed")
    void locksOfADeadNodeAreHeldOnAndTakenAgain(Outcome outcome) {
        RedisServer owner = cluster.ownerOf("order:42");
        String another = cluster.nameOn(owner, "another:");
        LockLease lease = client.acquire(LockRequest.of("order:42"));
        pass(Duration.ofMillis(200)); // Until its replica knows of it, too.

        cluster.kill(owner);
        long killed = System.nanoTime();
        LockLease taken = other.acquire(LockRequest.of(another).waitAtMost(RECOVERY));

        assertThat(outcome.took("taken again", since(killed))).isLessThan(RECOVERY);
        taken.release();
        await("renewed by the new owner").ignoreExceptions().untilAsserted(() -> lease.extend(Duration.ofSeconds(40)));
        assertThat(lease.release()).isTrue();
        assertThat(other.acquire(LockRequest.of("order:42")).fencingToken()).isGreaterThan(lease.fencingToken());
        outcome.note("held on, no error to who waits 10 s");
    }

    @Fault(id = "T20", value = "cluster: the owner of the slot stopped, and let go on when it was replaced")
    void aNodeThatComesBackGrantsNothing(Outcome outcome) {
        RedisServer owner = cluster.ownerOf("order:42");
        int slot = RedisCluster.slotOf("order:42");
        LockLease lease = client.acquire(LockRequest.of("order:42"));
        pass(Duration.ofMillis(200));

        cluster.pause(owner);
        long stopped = System.nanoTime();
        LockLease taken = other.acquire(LockRequest.of(cluster.nameOn(cluster.awaitOtherOwner(slot, owner), "another:"))
                .waitAtMost(RECOVERY));
        outcome.took("taken again", since(stopped));
        cluster.resume(owner);

        assertThat(other.tryAcquire(LockRequest.of("order:42").waitAtMost(Duration.ofSeconds(2))))
                .isEmpty();
        assertThat(lease.release()).isTrue();
        assertThat(taken.release()).isTrue();
        outcome.note("the one that slept is asked no more");
    }

    @Fault(id = "T20", value = "cluster: CLUSTER FAILOVER under load")
    void aFailoverInGoodOrderIsNoErrorToAnybody(Outcome outcome) {
        int slot = RedisCluster.slotOf(Load.key(0));

        Verdict verdict = run(8, 1, outcome, arena -> {
            for (int i = 0; i < 3; i++) {
                arena.fault("failover", 0, () -> cluster.failover(slot));
                cluster.awaitHealthy();
                pass(BETWEEN_VOTES);
            }
        });

        outcome.note("3 failovers, " + verdict.grants() + " grants, no error");
    }

    @Fault(id = "T21", value = "cluster: a slot moved back and forth 20 times while 8 threads lock")
    void aSlotThatMovesIsNoErrorToAnybody(Outcome outcome) {
        int slot = RedisCluster.slotOf(Load.key(0));

        Verdict verdict = run(8, 1, outcome, arena -> {
            for (int i = 0; i < 20; i++) {
                cluster.migrateSlot(slot, cluster.notOwnerOf(Load.key(0)));
                pass(Duration.ofMillis(100));
            }
        });

        outcome.note("20 moves, " + verdict.grants() + " grants, no error");
    }

    @Tag("long")
    @Fault(id = "T22", value = "cluster: 16 threads on 1,000 locks for 60 s, 3 failovers, 20 moves of slots")
    void aMinuteOfFailoversAndMovesIsNoErrorToAnybody(Outcome outcome) {
        Random random = new Random(7);

        Verdict verdict = run(16, 1_000, outcome, arena -> {
            long start = System.nanoTime();
            for (int move = 1; move <= 20; move++) {
                String name = Load.key(random.nextInt(1_000));
                cluster.migrateSlot(RedisCluster.slotOf(name), cluster.notOwnerOf(name));
                if (move % 6 == 0) {
                    failover(arena, RedisCluster.slotOf(Load.key(random.nextInt(1_000))), move == 12);
                }
                long due = Duration.ofSeconds(3).multipliedBy(move).toNanos();
                pass(Duration.ofNanos(Math.max(1, due - since(start).toNanos())));
            }
        });

        outcome.note("no violation in " + verdict.grants() + " grants, no error to who waits 10 s");
    }

    private void failover(Arena arena, int slot, boolean killed) {
        RedisServer owner = cluster.ownerOf(slot);
        arena.fault("failover", 0, () -> {
            if (killed) {
                cluster.kill(owner);
                cluster.awaitOtherOwner(slot, owner);
                cluster.restart(owner);
            } else {
                cluster.failover(slot);
            }
        });
        cluster.awaitHealthy();
    }

    private interface Trouble {
        void on(Arena arena);
    }

    /** Has threads of two clients lock while there is trouble, and judges them: nobody may see an error. */
    private Verdict run(int threads, int keys, Outcome outcome, Trouble trouble) {
        Load load = Load.of(threads / 2, keys).waiting(RECOVERY);
        try (Arena arena = new Arena()) {
            Workers one = Workers.start(new RecordedClient(client, "one", arena::record), arena.ledger(), load);
            Workers two = Workers.start(new RecordedClient(other, "two", arena::record), arena.ledger(), load);
            pass(Duration.ofMillis(500));
            trouble.on(arena);
            pass(Duration.ofMillis(500));
            one.close();
            two.close();
            Verdict verdict = arena.verdict(LIMITS);

            assertThat(List.of(one.errors(), two.errors())).allMatch(List::isEmpty);
            assertThat(arena.history())
                    .noneMatch(event -> event.op() == Op.ACQUIRE
                            && (event.phase() == Phase.UNKNOWN || event.phase() == Phase.FAIL));
            assertThat(verdict.violations()).isEmpty();
            assertThat(verdict.grants()).isPositive();
            outcome.took("longest acquire", longestWait(arena.history()));
            return verdict;
        }
    }

    private static Duration longestWait(List<Event> history) {
        Map<String, Long> asked = new HashMap<>();
        long longest = 0;
        for (Event event : history) {
            if (event.op() == Op.ACQUIRE && event.phase() == Phase.INVOKED) {
                asked.put(event.call().id(), event.at());
            } else if (event.op() == Op.ACQUIRE) {
                longest = Math.max(
                        longest, event.at() - asked.getOrDefault(event.call().id(), event.at()));
            }
        }
        return Duration.ofNanos(longest);
    }

    private LockClient newClient() {
        LockClient created =
                LockClient.builder(cluster.newStore()).closeGrace(Duration.ZERO).build();
        CompletableFuture<LockLease> first =
                created.acquireAsync(LockRequest.of("warm-up").waitAtMost(AT_MOST));
        result(first).release();
        return created;
    }
}
