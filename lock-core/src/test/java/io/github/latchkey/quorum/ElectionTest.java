package io.github.latchkey.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ElectionTest extends QuorumFixture {

    @Test
    void aMajorityIsEnoughWhereTheOthersAreDown() {
        node(4).down();
        node(5).down();

        Granted granted = granted(look(here, a));

        assertThat(granted.validFor()).isEqualTo(a.validFor());
        assertThat(votes()).containsExactly("a:1:x", "a:1:x", "a:1:x", "free", "free");
    }

    @Test
    void aMajorityIsNotWaitedForLongerThanItTakes() {
        node(1).silent();
        node(3).silent();

        CompletableFuture<Acquisition> answer = look(here, a);
        timer.advance(FIRST_ONES);

        granted(answer);
    }

    @Test
    void whatAMinorityGrantsLateIsKeptAsAnExtraVote() {
        node(1).silent();
        CompletableFuture<Acquisition> answer = look(here, a);
        timer.advance(FIRST_ONES);
        granted(answer);

        timer.advance(TIMEOUT.multipliedBy(2));
        node(1).up();

        assertThat(votes()).containsOnly("a:1:x");
        assertThat(here.retire(a, Duration.ZERO, false)).isCompletedWithValue(true);
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void aMinorityIsUndoneAtOnceWhereTheOthersAreDown() {
        node(1).down();
        node(3).down();
        node(5).down();

        CompletableFuture<Acquisition> answer = look(here, a);

        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOf(LockStoreException.class)
                .hasMessageContainingAll("3 of its 5 nodes", "3 are needed", "node 1", "node 3", "node 5")
                .satisfies(error ->
                        assertThat(((LockStoreException) error).isPassing()).isTrue());
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void silentNodesAreWaitedForUntilTheNodeTimeout() {
        node(1).silent();
        node(3).silent();
        node(5).silent();
        CompletableFuture<Acquisition> answer = look(here, a);

        timer.advance(TIMEOUT.minusMillis(1));
        boolean early = answer.isDone();
        timer.advance(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThatThrownBy(answer::join).hasMessageContaining("node 3 did not answer within 250 ms");
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void whatIsGrantedAfterADecisionAgainstItIsUndone() {
        node(1).silent();
        node(3).silent();
        node(5).silent();
        look(here, a);
        timer.advance(TIMEOUT);

        nodes.forEach(ScriptedNode::up);

        assertThat(votes()).containsOnly("free");
        assertThat(node(3).tombstones).as("copies may be under way").containsExactly(true);
        assertThat(node(2).tombstones).as("it has answered").containsExactly(false);
    }

    @Test
    void aVoteWhoseReplyWasLostIsUndoneAlsoAfterADecisionAgainstIt() {
        heldEverywhere(there, b);
        node(5).retire(node(5).looks.get(0).stand(), Duration.ZERO, false);
        node(5).losesReplies();

        busy(look(here, a));
        node(5).up();
        timer.advance(Duration.ofSeconds(2));

        assertThat(votes()).containsExactly("b:1:x", "b:1:x", "b:1:x", "b:1:x", "free");
    }

    @Test
    void whoWasEndedByForceAtItsNodesCanHaveTheLockLater() {
        heldEverywhere(there, b);
        here.acquire(Look.waiting(a));
        nodes.subList(0, 3)
                .forEach(node ->
                        node.retire(node.looks.get(node.looks.size() - 1).stand(), Duration.ZERO, true));
        here.acquire(Look.waiting(a));
        there.retire(b, Duration.ZERO, false);

        granted(here.acquire(Look.waiting(a)).toCompletableFuture());
    }

    @Test
    void aLaterVoteIsNotTakenAwayByTheUndoingOfAnEarlierOne() {
        node(1).silent();
        node(2).silent();
        node(3).silent();
        here.acquire(Look.waiting(a));
        timer.advance(TIMEOUT);
        ScriptedNode late = node(3);
        node(1).up();
        node(2).up();
        node(4).down();
        node(5).down();

        CompletableFuture<Acquisition> second = here.acquire(Look.waiting(a)).toCompletableFuture();
        late.up();

        granted(second);
        assertThat(votes()).containsExactly("a:1:x", "a:1:x", "a:1:x", "free", "free");
    }

    @Test
    void aSplitVoteIsUndoneAndTriedAgainSoon() {
        node(1).acquire(Look.once(b));
        node(2).acquire(Look.once(b));
        node(3).acquire(Look.once(stand("c:1:x")));

        Busy split = busy(look(here, a));

        assertThat(split.remaining()).isBetween(Duration.ofMillis(10), Duration.ofMillis(50));
        assertThat(votes()).containsExactly("b:1:x", "b:1:x", "c:1:x", "free", "free");
    }

    @Test
    void theHolderOfAMajorityIsNamedWithTheRestOfItsLease() {
        node(5).down();
        granted(look(here, a));
        timer.advance(Duration.ofSeconds(1));

        Busy busy = busy(look(there, b));

        assertThat(busy.holder()).isEqualTo("a:1:x");
        assertThat(busy.remaining()).isEqualTo(LEASE.minusSeconds(1));
    }

    @Test
    void aNodeThatWasRestartedEmptyDoesNotCountForTheLongestLease() {
        heldEverywhere(here, a);
        nodes.subList(0, 3).forEach(ScriptedNode::restart);

        CompletableFuture<Acquisition> answer = look(there, b);

        assertThatThrownBy(answer::join).hasMessageContainingAll("node 2 has run for 0 s", "longestLease");
        assertThat(votes()).containsExactly("free", "free", "free", "a:1:x", "a:1:x");
        nodes.forEach(node -> node.age = QuorumOptions.DEFAULTS.longestLease());
        granted(look(there, b));
    }

    @Test
    void aMajorityThatTookMoreThanHalfOfTheLeaseIsUndone() {
        Stand brief = new Stand("order", "a:1:x", Duration.ofMillis(100));
        nodes.forEach(ScriptedNode::silent);
        CompletableFuture<Acquisition> answer = look(here, brief);

        timer.advance(Duration.ofMillis(51));
        nodes.forEach(ScriptedNode::up);

        assertThatThrownBy(answer::join).hasMessageContaining("more than half of the lease");
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void theHighestTokenIsWrittenToAMajority() {
        node(2).ahead(Duration.ofSeconds(5));
        node(4).down();
        node(5).down();

        long token = granted(look(here, a)).token();

        assertThat(nodes.subList(0, 3))
                .allSatisfy(
                        node -> assertThat(node.state("order").fencingToken()).isEqualTo(token));
        assertThat(node(2).raised).as("it has it already").isEmpty();
    }

    @Test
    void theNextTokenIsHigherWhereverItsMajorityIs() {
        node(3).ahead(Duration.ofSeconds(5));
        node(4).down();
        node(5).down();
        long first = granted(look(here, a)).token();
        here.retire(a, Duration.ZERO, false);
        node(3).down();
        node(4).up();
        node(5).up();

        long second = granted(look(there, b)).token();

        assertThat(second).isGreaterThanOrEqualTo(first + Granted.TOKENS);
    }

    @Test
    void theTokenIsNotWrittenWhereTheLockIsLostAgain() {
        node(3).ahead(Duration.ofSeconds(5));
        node(4).down();
        node(5).down();
        nodes.subList(0, 3).forEach(ScriptedNode::silent);
        CompletableFuture<Acquisition> answer = look(here, a);
        node(1).up();
        node(2).up();
        node(1).restart();
        node(3).up();

        assertThatThrownBy(answer::join).hasMessageContaining("is not available");
        assertThat(votes()).containsOnly("free");
    }

    @Test
    void aYieldGivesTheFormerStandUpEverywhere() {
        heldEverywhere(here, a);
        node(5).silent();
        Stand next = stand("a:2:x");

        Granted granted =
                granted(here.acquire(new Look(next, true, 0, a, false)).toCompletableFuture());
        node(5).up();

        assertThat(granted.gaveBack()).isTrue();
        assertThat(votes()).containsOnly("a:2:x");
        assertThat(here.remembered()).isEqualTo(1);
    }

    @Test
    void aYieldGivesTheFormerStandUpWhereItsLookFailed() {
        heldEverywhere(here, a);
        node(5).down();
        granted(here.acquire(new Look(stand("a:2:x"), true, 0, a, false)).toCompletableFuture());

        node(5).up();
        timer.advance(Duration.ofMillis(100));

        assertThat(votes()).containsExactly("a:2:x", "a:2:x", "a:2:x", "a:2:x", "free");
    }
}
