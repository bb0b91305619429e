package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} promises to the engine. */
public abstract class LockStoreContractTest extends StoreFixture {

    protected LockStoreContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void aFreeLockIsGranted() {
        Stand stand = stand("a", LONG);

        Acquisition answer = acquire(stand);

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(((Granted) answer).token()).isPositive();
        assertThat(((Granted) answer).validFor()).isEqualTo(stand.validFor()).isLessThan(LONG);
    }

    @Test
    void aBusyLockNamesItsHolderAndTheRestOfTheLease() {
        acquire(stand("a", LONG));

        Busy busy = busy(stand("b", SHORT));

        assertThat(busy.holder()).isEqualTo("a");
        assertThat(busy.remaining()).isBetween(Duration.ofSeconds(5), LONG);
    }

    @Test
    void theTokenGrowsWithEveryHolder() {
        long first = token(stand("a", LONG));
        retire(stand("a", LONG), Duration.ZERO, false);
        long second = token(stand("b", LONG));
        retire(stand("b", LONG), Duration.ZERO, true);
        long third = token(stand("c", LONG));

        assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void acquireIsIdempotentByOwner() {
        long first = token(stand("a", LONG));

        long second = token(stand("a", LONG));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void acquireByTheOwnerNeverShortensTheLease() {
        acquire(stand("a", LONG));

        acquire(stand("a", SHORT));

        assertThat(busy(stand("b", LONG)).remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void acquireByTheOwnerMakesTheLeaseWholeAgain() {
        acquire(stand("a", SHORT));

        acquire(stand("a", LONG));

        assertThat(busy(stand("b", LONG)).remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void renewNeverShortensTheLease() {
        acquire(stand("a", LONG));

        List<Boolean> held = renew(stand("a", SHORT));

        assertThat(held).containsExactly(true);
        assertThat(busy(stand("b", LONG)).remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void renewMakesTheLeaseLonger() {
        acquire(stand("a", SHORT));

        List<Boolean> held = renew(stand("a", LONG));

        assertThat(held).containsExactly(true);
        assertThat(busy(stand("b", LONG)).remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void renewOfManyAnswersEachInItsTurn() {
        Stand ours = stand("a", LONG);
        Stand free = new Stand(name + "-free", "c", LONG);
        Stand foreign = new Stand(name, "b", LONG);
        Stand other = new Stand(name + "-other", "d", LONG);
        acquire(ours);
        acquire(other);

        List<Boolean> held = renew(free, ours, foreign, other);

        assertThat(held).containsExactly(false, true, false, true);
        assertThat(acquire(free)).as("renewing a free lock took it").isInstanceOf(Granted.class);
    }

    @Test
    void aLeaseThatRanOutFreesTheLock() {
        long first = token(stand("a", SHORT));
        passTime(SHORT);

        List<Boolean> renewed = renew(stand("a", SHORT));
        long second = token(stand("b", LONG));
        boolean late = retire(stand("a", SHORT), Duration.ZERO, false);

        assertThat(renewed).containsExactly(false);
        assertThat(second).isGreaterThan(first);
        assertThat(late).isFalse();
        assertThat(busy(stand("c", LONG)).holder()).isEqualTo("b");
    }

    @Test
    void inspectTellsTheHolderItsTokenAndTheRest() {
        LockState free = inspect();
        long token = token(stand("a", LONG));

        LockState taken = inspect();

        assertThat(free).isEqualTo(new LockState(name, List.of(), null, 0, 0));
        assertThat(taken.holders()).containsExactly("a");
        assertThat(taken.fencingToken()).isEqualTo(token);
        assertThat(taken.remaining()).isBetween(Duration.ofSeconds(5), LONG);
    }

    @Test
    void tokensGrowAfterEverythingWasForgotten() {
        long before = token(stand("a", LONG));
        forget();
        passTime(SHORT);

        long after = token(stand("b", LONG));

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void noTwoHostileNamesCollide() {
        String texts =
                "{a}b|a}b{|%7Ba|%7Ba%7Db|{a|%257Ba|{}|}{|a|a |a\r\nDEL a\r\n|a\u0000|*[?|?[*|ä|a\u0308|\uD83D\uDD11|a:gone:x";
        List<String> tails = new ArrayList<>(List.of(texts.split("\\|", -1)));
        tails.addAll(List.of("x".repeat(470), "é".repeat(235)));
        List<Stand> stands = tails.stream()
                .map(tail -> new Stand(name + tail, "owner-" + tails.indexOf(tail), LONG))
                .toList();

        List<Acquisition> answers = stands.stream().map(this::acquire).toList();
        List<Boolean> retired = stands.stream()
                .map(stand -> retire(stand, Duration.ZERO, false))
                .toList();

        assertThat(answers).allMatch(Granted.class::isInstance);
        assertThat(retired).doesNotContain(false);
    }
}
