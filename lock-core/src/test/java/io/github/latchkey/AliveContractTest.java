package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who counts as alive in the queue of a {@link LockStore}, and what those cost who do not. */
public abstract class AliveContractTest extends StoreFixture {

    private static final Duration TOO_LONG_UNSEEN = Duration.ofMillis(2_100);

    private final Stand holder = new Stand(name, "holder:1:x", Duration.ofMinutes(10));
    private final Stand a = new Stand(name, "a:1:x", LONG);
    private final Stand b = new Stand(name, "b:1:x", LONG);
    private final Stand c = new Stand(name, "c:1:x", LONG);

    protected AliveContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void anOfferEndsWhenItsClientCountsAsGone() {
        acquire(holder);
        queue(a);
        passTime(Duration.ofMillis(1_500));

        release(holder);

        assertThat(busy(c).remaining()).isBetween(Duration.ofMillis(1), Duration.ofMillis(500));
    }

    @Test
    void aClientThatDiedAfterALookForAnotherOfItsRequestsCostsTwoSeconds() {
        Stand other = stand("a:2:x", LONG);
        acquire(holder);
        queue(a);
        queue(other);
        queue(b);
        release(holder);
        passTime(Duration.ofMillis(1_800));
        queue(other);
        queue(b);
        passTime(Duration.ofMillis(200));
        assertThat(busy(look(Look.waiting(b))).holder()).isEqualTo(other.owner());
        passTime(Duration.ofMillis(1_800));

        Acquisition answer = look(Look.waiting(b));

        assertThat(answer).isInstanceOf(Granted.class);
    }

    @Test
    void aClaimKeepsTheOtherPlacesOfItsClientAlive() {
        Stand other = stand("a:2:x", LONG);
        acquire(holder);
        queue(a);
        queue(other);
        release(holder);
        passTime(Duration.ofSeconds(1));
        look(Look.waiting(a));
        queue(b);
        passTime(Duration.ofMillis(1_500));

        release(a);

        assertThat(holders()).containsExactly(other.owner());
    }

    @Test
    void theDeadAreSkipped() {
        acquire(holder);
        queue(a);
        passTime(TOO_LONG_UNSEEN);
        queue(b);

        release(holder);

        assertThat(holders()).containsExactly(b.owner());
        assertThat(inspect().waiting()).isZero();
    }

    @Test
    void oneLookKeepsAllPlacesOfItsClientAlive() {
        Stand other = stand("a:2:x", LONG);
        acquire(holder);
        queue(a);
        queue(other);
        passTime(TOO_LONG_UNSEEN);
        queue(other);

        release(holder);

        assertThat(holders()).containsExactly(a.owner());
    }

    @Test
    void oneWhoDoesNotWaitComesInWhereOnlyTheDeadWait() {
        acquire(stand("holder:1:x", SHORT));
        queue(a);
        passTime(TOO_LONG_UNSEEN);

        Acquisition answer = acquire(b);

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(inspect().waiting()).isZero();
    }
}
