package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} with a queue promises when a place in it is given up or forgotten, or the clock goes back. */
public abstract class LeavingContractTest extends StoreFixture {

    private static final Duration TOO_LONG_UNSEEN = Duration.ofMillis(2_100);

    private final Stand holder = new Stand(name, "holder:1:x", Duration.ofMinutes(10));
    private final Stand a = new Stand(name, "a:1:x", LONG);
    private final Stand b = new Stand(name, "b:1:x", LONG);
    private final Stand c = new Stand(name, "c:1:x", LONG);

    protected LeavingContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void oneWhoWaitsGivesUpItsPlace() {
        acquire(holder);
        queue(a);
        queue(b);

        boolean ours = release(a);
        release(holder);

        assertThat(ours).isFalse();
        assertThat(holders()).containsExactly(b.owner());
    }

    @Test
    void theFirstWhoGivesUpOffersAFreeLockToTheNext() {
        acquire(stand("holder:1:x", SHORT));
        queue(a);
        queue(b);
        passTime(SHORT);

        release(a);

        assertThat(holders()).containsExactly(b.owner());
    }

    @Test
    void anOfferThatIsGivenUpPassesOn() {
        acquire(holder);
        queue(a);
        queue(b);
        release(holder);

        boolean ours = retire(a, Duration.ZERO, true);

        assertThat(ours).isTrue();
        assertThat(holders()).containsExactly(b.owner());
    }

    @Test
    void aTombstoneKeepsALateLookOutOfTheQueue() {
        acquire(holder);
        long arrival = queue(a);
        retire(a, Duration.ZERO, true);

        Acquisition late = look(new Look(a, true, arrival, null, false));

        assertThat(late).isInstanceOf(Refused.class);
        assertThat(inspect().waiting()).isZero();
    }

    @Test
    void aQueueIsForgottenAfterAMinuteWithoutLooks() {
        acquire(holder);
        queue(a);
        passTime(Duration.ofSeconds(30));
        queue(b);

        passTime(Duration.ofSeconds(59));
        int before = inspect().waiting();
        passTime(Duration.ofSeconds(2));
        int after = inspect().waiting();

        assertThat(before).isEqualTo(2);
        assertThat(after).isZero();
    }

    @Test
    void placesKeepTheirOrderWhenTheClockGoesBack() {
        acquire(holder);
        long first = queue(a);
        passTime(Duration.ofSeconds(-10));

        long second = queue(b);
        queue(a);
        release(holder);

        assertThat(second).isGreaterThan(first);
        assertThat(holders()).containsExactly(a.owner());
    }

    @Test
    void oneWhoWasSeenInTheFutureIsSkippedUntilItsNextLook() {
        acquire(holder);
        queue(a);
        passTime(Duration.ofSeconds(-10));
        queue(b);

        release(holder);

        assertThat(holders()).containsExactly(b.owner());
    }

    @Test
    void aTicketThatWasDroppedComesBackToItsPlace() {
        acquire(holder);
        long arrival = queue(a);
        passTime(TOO_LONG_UNSEEN);
        queue(b);
        release(holder);
        claim(b);
        queue(c);

        Busy back = busy(look(new Look(a, true, arrival, null, false)));
        release(b);

        assertThat(back.arrival()).isEqualTo(arrival);
        assertThat(holders()).containsExactly(a.owner());
    }

    @Test
    void theOldestPlaceComesBackAfterEverythingWasForgotten() {
        acquire(holder);
        long arrival = queue(a);
        forget();
        passTime(SHORT);
        acquire(holder);
        long later = queue(b);

        queue(c);
        look(new Look(a, true, arrival, null, false));
        release(holder);

        assertThat(later).isGreaterThan(arrival);
        assertThat(holders()).containsExactly(a.owner());
    }
}
