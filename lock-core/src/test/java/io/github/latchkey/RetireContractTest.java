package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} promises of the end of a stand. */
public abstract class RetireContractTest extends StoreFixture {

    protected RetireContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void theOwnerRetiresOnce() {
        acquire(stand("a", LONG));

        boolean first = retire(stand("a", LONG), Duration.ZERO, false);
        boolean second = retire(stand("a", LONG), Duration.ZERO, false);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(acquire(stand("b", LONG))).isInstanceOf(Granted.class);
    }

    @Test
    void nobodyElseRetiresALock() {
        acquire(stand("a", LONG));

        boolean byName = retire(stand("b", LONG), Duration.ZERO, true);
        boolean byPrefix = retire(stand("", LONG), SHORT, false);

        assertThat(byName).isFalse();
        assertThat(byPrefix).isFalse();
        assertThat(busy(stand("c", LONG)).holder()).isEqualTo("a");
    }

    @Test
    void retireWithKeepLeavesTheLockToNobodyForThatTime() {
        acquire(stand("a", LONG));

        boolean ours = retire(stand("a", LONG), SHORT, false);

        Busy busy = busy(stand("b", LONG));
        assertThat(ours).isTrue();
        assertThat(busy.holder()).isEqualTo("-");
        assertThat(busy.remaining()).isBetween(Duration.ofMillis(1), SHORT);
        passTime(SHORT);
        assertThat(acquire(stand("b", LONG))).isInstanceOf(Granted.class);
    }

    @Test
    void retiringTwiceKeepsTheLockNoLonger() {
        acquire(stand("a", LONG));
        retire(stand("a", LONG), SHORT, false);

        boolean again = retire(stand("a", LONG), LONG, true);

        assertThat(again).isFalse();
        assertThat(busy(stand("b", LONG)).remaining()).isLessThanOrEqualTo(SHORT);
    }

    @Test
    void nobodyIsNoOwnerOfALockThatIsKept() {
        acquire(stand("a", LONG));
        retire(stand("a", LONG), LONG, false);

        Acquisition late = acquire(stand("a", LONG));
        List<Boolean> renewed = renew(stand("a", LONG));

        assertThat(late).isInstanceOf(Busy.class);
        assertThat(renewed).containsExactly(false);
    }

    @Test
    void aLateRetireThatWouldKeepTheLockLeavesItsNextHolderAlone() {
        acquire(stand("a", SHORT));
        passTime(SHORT);
        acquire(stand("b", LONG));

        boolean late = retire(stand("a", SHORT), LONG, true);

        assertThat(late).isFalse();
        assertThat(busy(stand("c", LONG)).holder()).isEqualTo("b");
    }

    @Test
    void aTombstoneRefusesALateAcquireOfItsOwnerOnly() {
        retire(stand("a", LONG), Duration.ZERO, true);

        Acquisition late = acquire(stand("a", LONG));
        Acquisition other = acquire(stand("b", LONG));

        assertThat(late).isInstanceOf(Refused.class);
        assertThat(other).isInstanceOf(Granted.class);
    }

    @Test
    void aTombstoneLastsAtLeastAMinute() {
        retire(stand("a", SHORT), Duration.ZERO, true);
        retire(stand("b", Duration.ofSeconds(90)), Duration.ZERO, true);

        passTime(Duration.ofSeconds(59));
        Acquisition before = acquire(stand("a", SHORT));
        passTime(Duration.ofSeconds(2));
        Acquisition after = acquire(stand("a", SHORT));
        Acquisition longer = acquire(stand("b", SHORT));

        assertThat(before).isInstanceOf(Refused.class);
        assertThat(after).isInstanceOf(Granted.class);
        assertThat(longer).isInstanceOf(Refused.class);
    }

    @Test
    void aLockThatIsKeptIsOfferedToNobody() {
        acquire(writer("holder"));
        queue(writer("a"));

        retire(writer("holder"), SHORT, false);
        Busy busy = busy(look(Look.waiting(writer("a"))));
        passTime(SHORT);
        Acquisition after = look(Look.waiting(writer("a")));

        assertThat(busy.holder()).isEqualTo(Busy.NOBODY);
        assertThat(after).isInstanceOf(Granted.class);
    }
}
