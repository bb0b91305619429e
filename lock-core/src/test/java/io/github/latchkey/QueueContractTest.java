package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} with a queue promises to those who wait in it. */
public abstract class QueueContractTest extends StoreFixture {

    private static final Duration OFFER = Duration.ofSeconds(2);
    private static final Duration TOO_LONG_UNSEEN = Duration.ofMillis(2_100);

    private final Stand holder = new Stand(name, "holder:1:x", Duration.ofMinutes(10));
    private final Stand a = new Stand(name, "a:1:x", LONG);
    private final Stand b = new Stand(name, "b:1:x", LONG);
    private final Stand c = new Stand(name, "c:1:x", LONG);

    protected QueueContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void thoseWhoWaitComeInInTheOrderOfTheirArrival() {
        acquire(holder);
        List<Long> arrivals = List.of(queue(c), queue(a), queue(b));

        release(holder);
        long first = claim(c);
        release(c);
        long second = claim(a);
        release(a);
        long third = claim(b);

        assertThat(arrivals).isSorted().doesNotHaveDuplicates().doesNotContain(0L);
        assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPlaceIsKeptFromLookToLook() {
        acquire(holder);
        long arrival = queue(a);
        queue(b);

        long again = queue(a);

        assertThat(again).isEqualTo(arrival);
        assertThat(inspect().waiting()).isEqualTo(2);
    }

    @Test
    void anEarlierPlaceComesBackThoughALateCopyOfTheFirstLookTookAnother() {
        acquire(holder);
        long early = queue(a);
        passTime(TOO_LONG_UNSEEN);
        queue(b);
        release(holder);
        claim(b);
        queue(c);
        queue(a);

        Busy busy = busy(look(new Look(a, true, early, null, false)));
        release(b);

        assertThat(busy.arrival()).isEqualTo(early);
        assertThat(holders()).containsExactly(a.owner());
    }

    @Test
    void aFreedLockIsOfferedToTheOldest() {
        acquire(holder);
        queue(a);
        queue(b);

        boolean ours = release(holder);

        Busy busy = busy(c);
        assertThat(ours).isTrue();
        assertThat(busy.holder()).isEqualTo(a.owner());
        assertThat(busy.remaining()).isBetween(OFFER.minusSeconds(1), OFFER);
        assertThat(inspect().waiting()).isEqualTo(1);
    }

    @Test
    void aClaimMakesTheLeaseWhole() {
        acquire(holder);
        queue(a);
        release(holder);
        long offered = inspect().fencingToken();

        long claimed = claim(a);

        assertThat(claimed).isEqualTo(offered);
        assertThat(inspect().remaining()).isBetween(Duration.ofSeconds(5), LONG);
    }

    @Test
    void anOfferThatIsNotClaimedPassesOn() {
        acquire(holder);
        queue(a);
        queue(b);
        release(holder);
        passTime(OFFER);

        Acquisition answer = look(Look.waiting(b));

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(inspect().waiting()).isZero();
    }

    @Test
    void theFirstInLineTakesAnExpiredLockWithItsTicket() {
        acquire(stand("holder:1:x", SHORT));
        queue(a);
        queue(b);
        passTime(SHORT);

        Acquisition answer = look(Look.waiting(a));

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(inspect().waiting()).isEqualTo(1);
        assertThat(inspect().remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void aLookFromBehindOffersAnExpiredLockToTheFirst() {
        acquire(stand("holder:1:x", SHORT));
        queue(a);
        queue(b);
        passTime(SHORT);

        Busy busy = busy(look(Look.waiting(b)));

        assertThat(busy.holder()).isEqualTo(a.owner());
        assertThat(busy.remaining()).isLessThanOrEqualTo(OFFER);
    }

    @Test
    void oneWhoDoesNotWaitOvertakesNobodyAndHasNoPlace() {
        acquire(stand("holder:1:x", SHORT));
        queue(a);
        passTime(SHORT);

        Busy busy = busy(b);

        assertThat(busy.holder()).isEqualTo(a.owner());
        assertThat(busy.arrival()).isZero();
        assertThat(inspect().waiting()).isZero();
    }

    @Test
    void aLastLookThatNoLongerWaitsStillHasItsPlace() {
        acquire(stand("holder:1:x", Duration.ofSeconds(3)));
        queue(a);
        passTime(TOO_LONG_UNSEEN);
        queue(b);
        passTime(SHORT);

        Acquisition answer = acquire(a);

        assertThat(answer).isInstanceOf(Granted.class);
        assertThat(inspect().waiting()).isEqualTo(1);
    }
}
