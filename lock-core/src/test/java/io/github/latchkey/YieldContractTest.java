package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} with a queue promises to an owner that gives up its stand for another, in one step. */
public abstract class YieldContractTest extends StoreFixture {

    private final Stand holder = new Stand(name, "holder:1:x", LONG);
    private final Stand next = new Stand(name, "holder:2:x", LONG);
    private final Stand a = new Stand(name, "a:1:x", LONG);
    private final Stand b = new Stand(name, "b:1:x", LONG);

    protected YieldContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void aYieldWhereNobodyWaitsIsGrantedAtOnce() {
        long before = token(holder);

        Acquisition answer = look(new Look(next, true, 0, holder, false));

        assertThat(token(answer)).isGreaterThanOrEqualTo(before + Granted.TOKENS);
        assertThat(answer.gaveBack()).isTrue();
        assertThat(holders()).containsExactly(next.owner());
    }

    @Test
    void aYieldGoesToTheEndOfTheLine() {
        acquire(holder);
        queue(a);
        long last = queue(b);

        Busy answer = busy(look(new Look(next, true, 0, holder, false)));

        assertThat(answer.gaveBack()).isTrue();
        assertThat(answer.holder()).isEqualTo(a.owner());
        assertThat(answer.arrival()).isGreaterThan(last);
        assertThat(inspect().waiting()).isEqualTo(2);
    }

    @Test
    void aYieldThatIsSentAgainChangesNothing() {
        acquire(holder);
        queue(a);
        long arrival = busy(look(new Look(next, true, 0, holder, true))).arrival();
        claim(a);

        Busy again = busy(look(new Look(next, true, 0, holder, true)));

        assertThat(again.gaveBack()).isFalse();
        assertThat(again.arrival()).isEqualTo(arrival);
        assertThat(holders()).containsExactly(a.owner());
    }

    @Test
    void aYieldCanLeaveATombstone() {
        acquire(holder);
        look(new Look(next, true, 0, holder, true));
        release(next);

        Acquisition late = acquire(holder);

        assertThat(late).isInstanceOf(Refused.class);
    }

    @Test
    void aYieldOfAPlaceInTheQueueGivesThatUp() {
        Stand instead = stand("a:2:x", LONG);
        acquire(holder);
        queue(a);

        Acquisition answer = look(new Look(instead, true, 0, a, false));

        assertThat(answer.gaveBack()).isFalse();
        assertThat(inspect().waiting()).isEqualTo(1);
    }

    @Test
    void aYieldToARefusedStandStillGivesBack() {
        acquire(holder);
        retire(next, Duration.ZERO, true);

        Acquisition answer = look(new Look(next, true, 0, holder, false));

        assertThat(answer).isEqualTo(new Refused(true));
        assertThat(holders()).isEmpty();
    }
}
