package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.quorum.QuorumLockStore;
import io.github.latchkey.quorum.QuorumOptions;
import io.github.latchkey.quorum.RedisNodes;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

/** A quorum of five Redis, some of which die, hang, or come back without what they knew. */
class QuorumIT {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration TWICE = QuorumOptions.DEFAULTS.nodeTimeout().multipliedBy(2);
    private static final LockRequest ORDER = LockRequest.of("order:42").leaseFor(LONGEST);
    private static final String KEY = "lock:{order:42}";

    private final RedisNodes nodes = new RedisNodes(5, LONGEST);
    private final List<LockClient> clients = new ArrayList<>();
    private final LockClient client = newClient();

    @AfterEach
    void close() {
        clients.forEach(LockClient::close);
        nodes.close();
    }

    @Fault(id = "T23", value = "quorum of 5: 2 nodes killed")
    void twoDeadNodesAreNotMissed(Outcome outcome) {
        nodes.node(2).kill();
        nodes.node(4).kill();

        takeAndGiveBack(outcome);
    }

    @Fault(id = "T23", value = "quorum of 5: 2 nodes stopped")
    void twoHangingNodesAreNotMissed(Outcome outcome) {
        nodes.node(1).pause();
        nodes.node(3).pause();

        takeAndGiveBack(outcome);

        nodes.node(1).resume();
        nodes.node(3).resume();
        awaitFree();
        outcome.note("late votes are given back");
    }

    @Fault(id = "T24", value = "quorum of 5: 3 nodes killed")
    void threeDeadNodesAreAFailureInTimeAndLeaveNothing(Outcome outcome) {
        killFrom(3);
        long start = System.nanoTime();

        LockStoreException failure = catchThrowableOfType(
                LockStoreException.class, () -> client.acquire(ORDER.waitAtMost(Duration.ofSeconds(1))));

        assertThat(outcome.took("told", FaultFixture.since(start)))
                .isLessThan(Duration.ofSeconds(1).plusMillis(250).plus(FaultFixture.SLACK));
        assertThat(failure.isPassing()).isTrue();
        assertThat(failure)
                .hasMessageContainingAll(address(3), address(4), address(5), "3 are needed", "is not available");
        nodes.all().subList(2, 5).forEach(RedisServer::restart);
        awaitFree();
        outcome.note("failure names the nodes, no key is left");
    }

    @Fault(id = "T24", value = "quorum of 5: 3 nodes killed while a lock is held")
    void aHolderIsToldInTimeThatItsMajorityIsGone(Outcome outcome) {
        LockLease lease = client.acquire(ORDER);

        killFrom(3);
        Duration left = lease.remaining();
        long start = System.nanoTime();
        FaultFixture.await("told").until(() -> !lease.isHeld());

        assertThat(outcome.took("lost", FaultFixture.since(start)))
                .isLessThan(left.plusMillis(50).plus(FaultFixture.SLACK));
        assertThat(lease.release()).isFalse();
    }

    @Fault(id = "T24", value = "quorum of 5: a node that voted is restarted empty")
    void aNodeThatForgotItsVoteHelpsNobodyElse(Outcome outcome) {
        LockClient other = newClient();
        command("SET " + KEY + " somebody", 4, 5);
        LockLease lease = client.acquire(ORDER.renewed(false));
        nodes.node(1).kill();
        nodes.node(1).restart();
        command("DEL " + KEY, 4, 5);
        assertThat(lease.isHeld()).as("held by two, and two are free").isTrue();

        CompletableFuture<Boolean> overlap =
                other.acquireAsync(ORDER.waitAtMost(FaultFixture.AT_MOST)).thenApply(next -> lease.isHeld());

        assertThat(FaultFixture.result(overlap)).as("two holders").isFalse();
        outcome.note("the next holder came in after the lease");
    }

    @Fault(id = "T24", value = "quorum of 5: nodes are restarted empty, one after the other, while a lock is held")
    void aHolderOutlivesNodesThatAreRestartedOneAfterTheOther(Outcome outcome) {
        LockLease lease = client.acquire(ORDER);

        for (RedisServer node : nodes.all().subList(0, 3)) {
            node.kill();
            node.restart();
            FaultFixture.during("held", LONGEST.plusSeconds(2)).until(lease::isHeld);
        }

        assertThat(lease.release()).isTrue();
        awaitFree();
        outcome.note("held on, by votes that were won again");
    }

    /** Opens a client for which all nodes are connected, and old enough to be counted. */
    private LockClient newClient() {
        QuorumLockStore store = nodes.newStore();
        // A new connection may take a node for a second younger than others did.
        RedisNodes.awaitAll(store);
        LockClient created = LockClient.builder(store).closeGrace(Duration.ZERO).build();
        clients.add(created);
        // It is not the loading of classes that is tested.
        created.acquire(LockRequest.of("warm-up").leaseFor(LONGEST).waitAtMost(FaultFixture.AT_MOST))
                .release();
        return created;
    }

    private void takeAndGiveBack(Outcome outcome) {
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            assertThat(client.acquire(ORDER).release()).isTrue();
            assertThat(outcome.took("taken and given back", FaultFixture.since(start)))
                    .isLessThan(TWICE.plus(FaultFixture.SLACK));
        }
        outcome.note("works as before");
    }

    private void command(String command, int... numbers) {
        for (int number : numbers) {
            nodes.node(number).command(command);
        }
    }

    private void killFrom(int number) {
        nodes.all().subList(number - 1, 5).forEach(RedisServer::kill);
    }

    private String address(int number) {
        return "127.0.0.1:" + nodes.node(number).port();
    }

    private void awaitFree() {
        FaultFixture.await("no key is left").until(() -> nodes.all().stream()
                .allMatch(node -> node.command("EXISTS " + KEY).startsWith(":0")));
    }
}
