package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} with readers promises them, and those who want the lock for themselves. */
public abstract class SharedContractTest extends StoreFixture {

    private static final Duration TOO_LONG_UNSEEN = Duration.ofMillis(2_100);

    private final Stand writer = new Stand(name, "w:1:x", LONG);
    private final Stand first = new Stand(name, "first:1:s", LONG);
    private final Stand second = new Stand(name, "second:1:s", LONG);

    protected SharedContractTest(TestedStore tested) {
        super(tested);
    }

    @Test
    void readersAreInTogether() {
        long token = token(stand(first.owner(), Duration.ofSeconds(20)));

        long later = token(second);

        LockState state = inspect();
        assertThat(later).isGreaterThan(token);
        assertThat(state.holders()).containsExactlyInAnyOrder(first.owner(), second.owner());
        assertThat(state.remaining()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        assertThat(state.fencingToken()).isZero();
    }

    @Test
    void aReaderWhoAsksAgainIsInOnceAndForLonger() {
        acquire(stand(first.owner(), SHORT));

        acquire(first);
        acquire(stand(first.owner(), SHORT));

        assertThat(holders()).containsExactly(first.owner());
        assertThat(inspect().remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void noReaderOvertakesAWaitingWriter() {
        acquire(first);
        queue(writer);

        Busy once = busy(second);
        queue(reader("third"));

        assertThat(once.holder()).isEqualTo(first.owner());
        assertThat(holders()).containsExactly(first.owner());
        assertThat(inspect().waiting()).isEqualTo(2);
    }

    @Test
    void theWriterComesInAfterTheLastReader() {
        acquire(first);
        acquire(second);
        queue(writer);

        release(first);
        List<String> between = holders();
        release(second);

        assertThat(between).containsExactly(second.owner());
        assertThat(holders()).containsExactly(writer.owner());
    }

    @Test
    void readersComeInTogetherUpToTheNextWriter() {
        acquire(writer);
        queue(first);
        queue(second);
        queue(writer("other"));
        queue(reader("third"));

        release(writer);

        assertThat(holders()).containsExactlyInAnyOrder(first.owner(), second.owner());
        assertThat(inspect().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(inspect().waiting()).isEqualTo(2);
    }

    @Test
    void aReaderClaimsItsOfferForItsWholeLease() {
        acquire(writer);
        queue(first);
        queue(second);
        release(writer);

        claim(first);
        passTime(Duration.ofSeconds(2));

        assertThat(holders()).containsExactly(first.owner());
        assertThat(inspect().remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void aWriterWhoGivesUpLetsTheReadersBehindItIn() {
        acquire(first);
        queue(writer);
        queue(second);

        release(writer);

        assertThat(holders()).containsExactlyInAnyOrder(first.owner(), second.owner());
    }

    @Test
    void aDeadWriterKeepsNoReaderWaiting() {
        acquire(first);
        queue(writer);
        passTime(TOO_LONG_UNSEEN);

        Acquisition waiting = look(Look.waiting(second));
        Acquisition once = acquire(reader("third"));

        assertThat(waiting).isInstanceOf(Granted.class);
        assertThat(once).isInstanceOf(Granted.class);
        assertThat(inspect().waiting()).isZero();
    }

    @Test
    void eachReadersLeaseEndsByItself() {
        acquire(stand(first.owner(), SHORT));
        acquire(second);
        passTime(SHORT);

        List<Boolean> renewed = renew(first, second);

        assertThat(renewed).containsExactly(false, true);
        assertThat(holders()).containsExactly(second.owner());
        assertThat(release(first)).isFalse();
    }

    @Test
    void aReadersPlaceIsKeptByNobody() {
        acquire(first);

        boolean ours = retire(first, SHORT, false);

        Busy busy = busy(writer);
        assertThat(ours).isTrue();
        assertThat(busy.holder()).isEqualTo(Busy.NOBODY);
        assertThat(busy.remaining()).isLessThanOrEqualTo(SHORT);
        assertThat(acquire(second)).isInstanceOf(Granted.class);
        passTime(SHORT);
        assertThat(holders()).containsExactly(second.owner());
    }
}
