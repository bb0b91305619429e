package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import io.github.latchkey.redis.RedisLockOptions;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.redis.RedisTopology;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A replica that is cut off from its master, and takes its place without knowing what was granted last. */
class ReplicationLossIT extends FaultFixture {

    private static final String NAME = Load.key(0);
    private static final String KEY = "lock:{" + NAME + "}";

    private final TcpProxy replication = newNetwork();
    private final RedisServer replica = closing(
            RedisServer.start("--replicaof", "127.0.0.1", replication.uri().replaceFirst(".*:", "")));
    private final Arena arena = closing(new Arena());

    @Override
    RedisServer newRedis() {
        return RedisServer.start("--repl-diskless-sync-delay", "0");
    }

    @Fault(
            id = "T16",
            value = "master killed whose replica had lost its connection, replica promoted, replication not checked")
    void aLockThatTheNewMasterDoesNotKnowIsGivenTwiceAndTheFirstHoldersWorkIsRefused(Outcome outcome) {
        redis.awaitFollower(replica);
        RecordedClient one = new RecordedClient(clientOfBoth(), "one", arena::record);
        RecordedClient two = new RecordedClient(clientOfBoth(), "two", arena::record);
        LockRequest request = LockRequest.of(NAME).waitAtMost(Duration.ofSeconds(8));

        replication.set(Weather.BLACKHOLE);
        Section first = one.enter(request).orElseThrow();
        long[] read = {arena.ledger().claim(first.call(), first.lease().fencingToken())};
        long start = System.nanoTime();
        arena.fault("master killed", 0, () -> {
            redis.kill();
            replica.command("REPLICAOF NO ONE");
        });
        Section second = two.enter(request).orElseThrow();
        outcome.took("next grant after", since(start));
        second.count(arena.ledger(), Duration.ofMillis(10));
        assertThat(arena.ledger().write(first.call(), first.lease().fencingToken(), read[0] + 1))
                .isFalse();
        await("told of the loss").until(() -> !first.lease().isHeld());
        outcome.took("told after", since(start));
        assertThat(first.leave()).isFalse();
        assertThat(second.leave()).isTrue();

        assertThat(second.lease().fencingToken()).isGreaterThan(first.lease().fencingToken());
        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.broken()).isSubsetOf(Rule.EXCLUSION);
        assertThat(verdict.naiveOverlaps()).isEqualTo(1);
        assertThat(verdict.rejected()).isEqualTo(1);
        outcome.note("1 naive overlap, tokens grow, 1 stale write refused");
    }

    @Fault(id = "T14", value = "the same, and the lock asks for a replica")
    void aLockThatTheReplicaDoesNotHaveIsNotGiven(Outcome outcome) {
        redis.awaitFollower(replica);
        RecordedClient one = new RecordedClient(clientOfBoth(), "one", arena::record);
        RecordedClient two = new RecordedClient(clientOfBoth(), "two", arena::record);
        LockRequest request = LockRequest.of(NAME).replicas(1);
        Section known = one.enter(request.waitAtMost(AT_MOST)).orElseThrow();
        long known1 = known.lease().fencingToken();
        assertThat(known.leave()).isTrue();
        // Nobody waits for the replicas with a release; one that the new master lacks would end with its lease.
        await("given back there, too")
                .until(() -> replica.command("EXISTS " + KEY).startsWith(":0"));

        replication.set(Weather.BLACKHOLE);
        long start = System.nanoTime();
        assertThat(one.enter(request.waitAtMost(Duration.ZERO))).isEmpty();
        outcome.took("refused after", since(start));
        await("given back").until(() -> redis.command("EXISTS " + KEY).startsWith(":0"));
        outcome.took("given back after", since(start));
        arena.fault("master killed", 0, () -> {
            redis.kill();
            replica.command("REPLICAOF NO ONE");
        });
        // The new master has no replica yet, so one who insists on it does not get the lock either.
        assertThat(two.enter(request.waitAtMost(Duration.ofSeconds(2)))).isEmpty();
        Section second =
                two.enter(request.replicas(0).waitAtMost(Duration.ofSeconds(8))).orElseThrow();
        second.count(arena.ledger(), Duration.ofMillis(10));

        assertThat(second.lease().fencingToken()).isGreaterThan(known1);
        assertThat(second.leave()).isTrue();
        Verdict verdict = arena.verdict(Limits.DEFAULTS.slack(SLACK.multipliedBy(2)));
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.naiveOverlaps()).isZero();
        outcome.note("no grant that the new master lacks, tokens grow");
    }

    private LockClient clientOfBoth() {
        List<RedisURI> nodes = Stream.of(redis, replica)
                .map(node -> RedisURI.create(node.uri()))
                .toList();
        return newClient(RedisLockStore.connect(RedisTopology.masterReplica(nodes), RedisLockOptions.DEFAULTS));
    }
}
