package io.github.latchkey.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which nodes are asked first, and when the others are. The first ones are nodes 1 to 3. */
class FirstNodesTest extends QuorumFixture {

    @Test
    void onlyAMajorityIsAskedForALockThatIsSoonGivenBack() {
        granted(look(here, a));

        assertThat(here.retire(a, Duration.ZERO, false)).isCompletedWithValue(true);
        timer.advance(Duration.ofSeconds(1));

        assertThat(asked()).containsExactly(1, 1, 1, 0, 0);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void theOthersAreAskedForALockThatIsHeld() {
        long token = heldEverywhere(here, a).token();

        assertThat(votes()).containsOnly("a:1:x");
        assertThat(asked()).containsOnly(1);
        node(1).down();
        node(2).down();
        assertThat(there.inspect("order").toCompletableFuture().join().fencingToken())
                .isEqualTo(token);
    }

    @Test
    void theVotesOfTheOthersKeepALockThatTheFirstOnesLose() {
        heldEverywhere(here, a);
        node(1).restart();
        node(2).restart();

        assertThat(here.renew(List.of(a)).get(0)).isCompletedWithValue(true);
    }

    @Test
    void aVoteThatItsNodeLostIsWonAgain() {
        heldEverywhere(here, a);
        node(1).restart();
        here.renew(List.of(a));
        here.renew(List.of(a));
        List<String> again = votes();
        node(1).age = QuorumOptions.DEFAULTS.longestLease();
        node(2).restart();
        node(3).restart();

        assertThat(again).containsOnly("a:1:x");
        assertThat(here.renew(List.of(a)).get(0)).isCompletedWithValue(true);
        assertThat(here.retire(a, Duration.ZERO, false)).isCompletedWithValue(true);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void aVoteWonAgainDoesNotCountBeforeItsNodeIsOldEnough() {
        heldEverywhere(here, a);
        node(1).restart();
        here.renew(List.of(a));
        here.renew(List.of(a));
        node(2).restart();
        node(3).restart();

        CompletableFuture<Boolean> renewed = here.renew(List.of(a)).get(0).toCompletableFuture();

        assertThatThrownBy(renewed::join).hasMessageContaining("node 1 has run for 0 s");
    }

    @Test
    void anExtraVoteWithALowerTokenIsRaised() {
        node(2).ahead(Duration.ofSeconds(11));

        long token = heldEverywhere(here, a).token();

        assertThat(node(4).raised).containsExactly(token);
        assertThat(node(4).state("order").fencingToken()).isEqualTo(token);
    }

    @Test
    void theOthersAreAskedAtOnceWhereOneOfTheFirstIsDown() {
        node(2).down();

        granted(look(here, a));

        assertThat(votes()).containsExactly("a:1:x", "free", "a:1:x", "a:1:x", "a:1:x");
    }

    @Test
    void theOthersAreAskedSoonWhereOneOfTheFirstIsSilent() {
        node(2).silent();
        CompletableFuture<Acquisition> answer = look(here, a);

        timer.advance(FIRST_ONES.minusNanos(1));
        boolean early = answer.isDone();
        timer.advance(Duration.ofNanos(1));

        assertThat(early).isFalse();
        granted(answer);
    }

    @Test
    void aSilentNodeIsAskedLastUntilItAnswersAgain() {
        node(2).silent();
        look(here, a);
        timer.advance(FIRST_ONES);
        here.retire(a, Duration.ZERO, false);

        granted(look(here, stand("a:2:x")));
        here.retire(stand("a:2:x"), Duration.ZERO, false);
        List<Integer> without = asked();
        node(2).up();
        granted(look(here, stand("a:3:x")));

        assertThat(without).containsExactly(2, 1, 2, 2, 1);
        assertThat(asked()).containsExactly(3, 2, 3, 2, 1);
    }

    @Test
    void aNodeThatIsDownIsAskedLastUntilItIsBack() {
        node(2).down();
        granted(look(here, a));
        here.retire(a, Duration.ZERO, false);

        granted(look(here, stand("a:2:x")));
        here.retire(stand("a:2:x"), Duration.ZERO, false);
        List<Integer> without = asked();
        node(2).up();
        timer.advance(Duration.ofMillis(500));
        granted(look(here, stand("a:3:x")));

        assertThat(without).containsExactly(2, 1, 2, 2, 1);
        assertThat(asked()).containsExactly(3, 2, 3, 2, 1);
    }

    @Test
    void aNodeThatIsTooYoungIsAskedLast() {
        node(1).age = Duration.ofSeconds(1);

        granted(look(here, a));

        assertThat(asked()).containsExactly(0, 1, 1, 1, 0);
    }

    @Test
    void whatAMajorityHasGivenToAnotherIsBusyWithoutTheOthers() {
        granted(look(there, b));

        assertThat(busy(look(here, a)).holder()).isEqualTo("b:1:x");

        assertThat(asked()).containsExactly(2, 2, 2, 0, 0);
    }

    @Test
    void theOthersDecideWhereTheFirstOnesAreSplit() {
        node(2).acquire(Look.once(b));

        granted(look(here, a));

        assertThat(votes()).containsExactly("a:1:x", "b:1:x", "a:1:x", "a:1:x", "a:1:x");
    }

    @Test
    void theOthersTellWhoHoldsALockWhereTheFirstOnesDoNotAgree() {
        node(1).acquire(Look.once(stand("c:1:x")));
        granted(look(there, b));
        node(2).retire(node(2).looks.get(0).stand(), Duration.ZERO, false);
        node(2).acquire(Look.once(stand("c:1:x")));

        assertThat(busy(look(here, a)).holder()).isEqualTo("b:1:x");
        assertThat(busy(look(here, a)).remaining()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void theOthersAreNotAskedForAStandThatIsOver() {
        node(1).down();
        node(3).silent();
        CompletableFuture<Acquisition> answer = here.acquire(Look.waiting(a)).toCompletableFuture();
        here.retire(a, Duration.ZERO, true);

        node(3).up();
        timer.advance(TIMEOUT);

        assertThat(answer).isDone();
        assertThat(asked()).containsExactly(1, 1, 1, 0, 0);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void theOthersAreNotAskedForAStandThatIsOverWhenTheTimeIsUp() {
        nodes.forEach(ScriptedNode::silent);
        CompletableFuture<Acquisition> answer = here.acquire(Look.waiting(a)).toCompletableFuture();
        here.retire(a, Duration.ZERO, true);

        timer.advance(TIMEOUT);

        assertThat(answer).isCompletedExceptionally();
        assertThat(asked()).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void aYieldGivesUpVotesThatWereWonWhileItsLookWasUnderWay() {
        granted(look(here, a));
        timer.advance(FIRST_ONES.minusMillis(1));
        node(3).silent();
        CompletableFuture<Acquisition> next =
                here.acquire(new Look(stand("a:2:x"), true, 0, a, false)).toCompletableFuture();
        timer.advance(Duration.ofMillis(1));
        node(3).up();

        granted(next);
        assertThat(votes()).containsExactly("a:2:x", "a:2:x", "a:2:x", "free", "free");
    }

    @Test
    void aYieldDoesNotWaitForANodeThatIsSureToHaveHadTheVote() {
        granted(look(here, a));
        node(1).silent();
        CompletableFuture<Acquisition> next =
                here.acquire(new Look(stand("a:2:x"), true, 0, a, false)).toCompletableFuture();

        timer.advance(FIRST_ONES);

        assertThat(granted(next).gaveBack()).isTrue();
    }

    @Test
    void readersThatCameInAnyOrderAreOneHolder() {
        for (int reader = 0; reader < 5; reader++) {
            for (int node = 0; node < 5; node++) {
                Stand stand = stand("r" + (node + reader) % 5 + ":1:s");
                nodes.get(node).acquire(Look.once(stand));
            }
            timer.advance(Duration.ofMillis(1));
        }

        assertThat(busy(look(here, a)).remaining()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aLateVoteWithALowerTokenIsRaised() {
        node(1).ahead(Duration.ofSeconds(11));
        node(2).silent();
        CompletableFuture<Acquisition> answer = look(here, a);
        timer.advance(FIRST_ONES);
        long token = granted(answer).token();

        node(2).up();

        assertThat(node(2).raised).containsExactly(token);
    }

    @Test
    void nothingIsKeptOfStandsThatWereGivenUpBefore() {
        granted(look(here, a));
        WeakReference<Candidacy> first = new WeakReference<>(here.candidacy(a));
        for (int i = 2; i < 5; i++) {
            Stand next = stand("a:" + i + ":x");
            Stand old = stand("a:" + (i - 1) + ":x");
            granted(here.acquire(new Look(next, true, 0, old, false)).toCompletableFuture());
        }
        timer.advance(TIMEOUT.multipliedBy(2));

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(first.get()).isNull();
        });
    }

    @Test
    void aWaiterAsksFirstWhereItHasItsTickets() {
        granted(look(there, b));
        here.acquire(Look.waiting(a));
        node(1).ahead(LEASE);
        node(2).ahead(LEASE);
        node(3).ahead(LEASE);

        granted(here.acquire(Look.waiting(a)).toCompletableFuture());

        assertThat(asked()).containsExactly(3, 3, 3, 0, 0);
    }

    @Test
    void aReleaseIsSureWhereANodeDiesThatCannotHaveForgotten() {
        granted(look(here, a));
        node(1).down();
        node(2).silent();

        CompletableFuture<Boolean> released =
                here.retire(a, Duration.ZERO, false).toCompletableFuture();
        timer.advance(TIMEOUT);

        assertThat(released).isCompletedWithValue(true);
    }

    @Test
    void aReleaseIsNotSureWhereANodeDiesAfterTheLeaseOfItsVote() {
        node(4).down();
        node(5).down();
        granted(look(here, a));
        timer.advance(LEASE.minusSeconds(1));
        here.renew(List.of(a));
        timer.advance(Duration.ofSeconds(2));
        node(1).down();

        CompletableFuture<Boolean> released =
                here.retire(a, Duration.ZERO, false).toCompletableFuture();

        assertThatThrownBy(released::join).hasMessageContaining("node 1 is down");
    }

    private List<Integer> asked() {
        return nodes.stream().map(node -> node.looks.size()).toList();
    }
}
