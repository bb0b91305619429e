package io.github.latchkey.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class QuorumLockStoreTest extends QuorumFixture {

    @Test
    void aRenewalNeedsAMajority() {
        heldEverywhere(here, a);
        node(1).down();
        node(2).silent();

        CompletionStage<Boolean> renewed = here.renew(List.of(a)).get(0);

        assertThat(renewed).isCompletedWithValue(true);
    }

    @Test
    void aLeaseThatAMajorityNoLongerKnowsIsLost() {
        heldEverywhere(here, a);
        nodes.subList(0, 3).forEach(ScriptedNode::restart);

        CompletionStage<Boolean> renewed = here.renew(List.of(a)).get(0);

        assertThat(renewed).isCompletedWithValue(false);
    }

    @Test
    void aVoteOfANodeThatWasTooYoungForItRenewsOnceTheNodeIsOldEnough() {
        node(5).age = Duration.ZERO;
        heldEverywhere(here, a);
        node(1).restart();
        node(2).restart();

        CompletableFuture<Boolean> young = here.renew(List.of(a)).get(0).toCompletableFuture();
        node(5).age = QuorumOptions.DEFAULTS.longestLease();
        CompletableFuture<Boolean> old = here.renew(List.of(a)).get(0).toCompletableFuture();

        assertThatThrownBy(young::join).hasMessageContaining("longestLease");
        assertThat(old).isCompletedWithValue(true);
    }

    @Test
    void aRenewalThatTooFewAnswerIsUnknownAfterTheNodeTimeout() {
        heldEverywhere(here, a);
        node(1).restart();
        node(2).restart();
        node(3).silent();
        CompletableFuture<Boolean> renewed = here.renew(List.of(a)).get(0).toCompletableFuture();

        timer.advance(TIMEOUT);

        assertThatThrownBy(renewed::join).hasMessageContainingAll("1 of its 5 nodes", "node 3 did not answer");
    }

    @Test
    void oneSlowLeaseOfABatchDoesNotHoldUpTheOthers() {
        Stand other = new Stand("other", "a:2:x", LEASE);
        heldEverywhere(here, a);
        heldEverywhere(here, other);
        nodes.subList(0, 3).forEach(node -> node.retire(node.looks.get(0).stand(), Duration.ZERO, false));
        node(4).silent();

        List<CompletionStage<Boolean>> renewed = here.renew(List.of(a, other));

        assertThat(renewed.get(0)).isCompletedWithValue(false);
        assertThat(renewed.get(1)).isCompletedWithValue(true);
    }

    @Test
    void aReleaseWaitsAtANodeForTheAnswerToTheLookAndLeavesNoTombstone() {
        node(4).silent();
        node(5).silent();
        heldEverywhere(here, a);

        CompletableFuture<Boolean> released =
                here.retire(a, Duration.ZERO, false).toCompletableFuture();
        List<Stand> early = List.copyOf(node(4).retired);
        node(4).up();
        node(5).up();

        assertThat(released).isCompletedWithValue(true);
        assertThat(early).isEmpty();
        assertThat(node(4).tombstones).containsExactly(false);
        assertThat(votes()).containsOnly("free");
        assertThat(here.remembered()).isZero();
    }

    @Test
    void aReleaseGoesOutBeforeTheStoreIsClosed() {
        node(4).silent();
        heldEverywhere(here, a);
        here.retire(a, Duration.ZERO, false);

        here.close();
        node(4).up();

        assertThat(votes()).containsOnly("free");
    }

    @Test
    void aReleaseReachesANodeThatWasAwayOnceItIsBack() {
        granted(look(here, a));
        node(1).down();
        assertThat(here.retire(a, Duration.ZERO, false)).isCompletedWithValue(true);

        node(1).up();
        timer.advance(Duration.ofMillis(100));

        assertThat(votes()).containsOnly("free");
        assertThat(here.remembered()).isZero();
    }

    @Test
    void aReleaseIsNotRepeatedForLongerThanTheLease() {
        granted(look(here, a));
        node(1).down();
        here.retire(a, Duration.ZERO, false);

        timer.advance(LEASE.plusSeconds(2));
        int tries = node(1).retired.size();
        timer.advance(Duration.ofMinutes(5));

        assertThat(tries).isBetween(5, 20);
        assertThat(node(1).retired).hasSize(tries);
    }

    @Test
    void nothingIsReleasedWhereNothingCanBe() {
        node(4).down();
        heldEverywhere(here, a);
        node(4).up();

        assertThat(here.retire(a, Duration.ZERO, false)).isCompletedWithValue(true);

        assertThat(node(4).retired).isEmpty();
    }

    @Test
    void aReleaseThatTooFewAnswerFailsAndCanBeRepeated() {
        heldEverywhere(here, a);
        nodes.forEach(ScriptedNode::down);
        CompletableFuture<Boolean> first = here.retire(a, Duration.ZERO, false).toCompletableFuture();
        nodes.forEach(ScriptedNode::up);

        CompletionStage<Boolean> second = here.retire(a, Duration.ZERO, true);

        assertThatThrownBy(first::join).hasMessageContaining("5 of its 5 nodes");
        assertThat(second).isCompletedWithValue(true);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void anotherProcessReleasesByForceWhatItSees() {
        heldEverywhere(here, a);
        String holder =
                there.inspect("order").toCompletableFuture().join().heldBy().orElseThrow();

        CompletionStage<Boolean> released = there.retire(stand(holder), Duration.ZERO, true);

        assertThat(holder).isEqualTo("a:1:x");
        assertThat(released).isCompletedWithValue(true);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void itIsReleasedByForceUnderEachIdThatItHasAtANode() {
        for (ScriptedNode node : nodes) {
            node.vote(Look.once(stand("a:1.1:s")), 0);
            node.vote(Look.once(stand("a:1.2:s")), 0);
        }
        assertThat(votes()).containsOnly("a:1:s");

        assertThat(there.retire(stand("a:1:s"), Duration.ZERO, true)).isCompletedWithValue(true);

        assertThat(votes()).containsOnly("free");
    }

    @Test
    void aMajorityOfOffersIsOneSignal() {
        List<String> offered = listen();
        heldEverywhere(here, a);
        busy(there.acquire(Look.waiting(b)).toCompletableFuture());

        here.retire(a, Duration.ZERO, false);

        assertThat(offered).containsExactly("b:1:x");
        granted(there.acquire(Look.waiting(b)).toCompletableFuture());
        timer.advance(Duration.ofSeconds(1));
        assertThat(offered).hasSize(1);
    }

    @Test
    void fewerOffersAreASignalAfterARandomTime() {
        List<String> offered = listen();
        granted(look(here, a));
        node(1).silent();
        node(2).silent();
        node(3).silent();
        there.acquire(Look.waiting(b));
        timer.advance(TIMEOUT);
        here.retire(a, Duration.ZERO, false);

        timer.advance(Duration.ofMillis(9));
        List<String> early = List.copyOf(offered);
        timer.advance(Duration.ofMillis(50));

        assertThat(early).isEmpty();
        assertThat(offered).containsExactly("b:1:x");
    }

    @Test
    void pingNamesTheNodesThatAreMissing() {
        node(2).down();
        node(3).down();
        assertThat(here.ping()).isCompleted();
        node(5).down();

        CompletableFuture<Void> ping = here.ping().toCompletableFuture();

        assertThatThrownBy(ping::join).hasMessageContainingAll("3 of its 5", "node 2 is", "node 3 is", "node 5 is");
    }

    @Test
    void eachNodeThatIsAwayOrYoungIsAWarning() {
        node(2).down();
        node(3).age = Duration.ofSeconds(12);

        List<String> warnings = here.warnings().toCompletableFuture().join();

        assertThat(warnings)
                .satisfiesExactly(away -> assertThat(away).isEqualTo("node 2 is down."), young -> assertThat(young)
                        .startsWith("node 3 has run for 12 s, and is counted after 60 s"));
    }

    @Test
    void aLockIsSeenWhereAMajorityHoldsIt() {
        heldEverywhere(here, a);
        node(4).down();
        node(5).down();

        assertThat(there.inspect("order").toCompletableFuture().join().holders())
                .containsExactly("a:1:x");
    }

    @Test
    void whatAQuorumCannotDoIsRefused() {
        LockRequest request = LockRequest.of("order");

        assertThatThrownBy(() -> here.check(request.permits(3)))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("3 permits");
        assertThatThrownBy(() -> here.check(request.fair(true))).hasMessageContaining("fair");
        assertThatThrownBy(() -> here.check(request.replicas(1))).hasMessageContaining("1 replicas");
        assertThatThrownBy(() -> here.check(request.leaseFor(Duration.ofSeconds(61))))
                .hasMessageContainingAll("PT1M1S", "PT1M ", "distributed-lock.quorum.longest-lease");
        assertThatThrownBy(() -> here.check(request.minHold(Duration.ofSeconds(61))))
                .hasMessageContaining("minHold");
        here.check(request.leaseFor(Duration.ofMinutes(1)));
    }

    @Test
    void onlyThreeFiveOrSevenDifferentNodesAreAQuorum() {
        List<ScriptedNode> four = nodes.subList(0, 4);
        List<ScriptedNode> twice = List.of(node(1), node(2), node(1));

        assertThatThrownBy(() -> QuorumLockStore.of(four, QuorumOptions.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3, 5 or 7");
        assertThatThrownBy(() -> QuorumLockStore.of(twice, QuorumOptions.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void nothingIsRememberedOfWhoWaitedForNothing() {
        granted(look(here, a));

        busy(look(there, b));

        assertThat(there.remembered()).isZero();
    }

    private List<String> listen() {
        List<String> offered = new ArrayList<>();
        there.listen("b", new Signals() {
            @Override
            public void offered(String owner) {
                offered.add(owner);
            }

            @Override
            public void missed() {}
        });
        return offered;
    }
}
