package io.github.latchkey;

import static io.github.latchkey.Stage.NAME;
import static io.github.latchkey.Stage.request;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules that break a plausible protocol, played one by one: the queue, offers and signals. See also the others. */
class QueueSchedulesTest {

    private final Stage stage = new Stage();
    private final SimulatedClient a = stage.client("a");
    private final SimulatedClient b = stage.client("b");
    private final SimulatedClient c = stage.client("c");

    @AfterEach
    void nothingIsBroken() {
        stage.assertNothingBroken();
    }

    @Test
    void s7AClientWithoutSignalsGetsItsTurn() {
        stage.weather(b).signals();
        Errand holder = stage.get(a, request(30_000));
        Errand deaf = stage.ask(b, request(30_000));
        stage.advance(20);
        Errand other = stage.ask(c, request(30_000));
        stage.advance(20);
        holder.leave();
        stage.advance(1_010);

        assertThat(deaf.holds()).isTrue();
        assertThat(other.holds()).isFalse();
    }

    @Test
    void s8ManyPlacesOfADeadClientCostOneOffer() {
        Errand holder = stage.get(a, request(30_000));
        for (int i = 0; i < 4; i++) {
            stage.ask(b, request(30_000).fair(true));
        }
        stage.advance(20);
        Errand alive = stage.ask(c, request(30_000));
        stage.advance(20);
        stage.kill(b);
        holder.leave();
        stage.advance(2_050);

        assertThat(alive.holds()).isTrue();
    }

    @Test
    void manyFairRequestsThatTakeTheirTurnsQuicklyKeepTheirPlaces() {
        Errand holder = stage.get(a, request(30_000));
        List<Errand> early = IntStream.range(0, 100)
                .mapToObj(i -> stage.ask(b, request(30_000).fair(true)))
                .toList();
        stage.advance(20);
        Errand late = stage.ask(c, request(30_000).fair(true));
        stage.advance(20);
        holder.leave();

        for (Errand errand : early) {
            stage.advance(20);
            assertThat(errand.holds()).isTrue();
            assertThat(late.holds()).isFalse();
            stage.advance(20);
            errand.leave();
        }
        stage.advance(50);
        assertThat(late.holds()).isTrue();
    }

    @Test
    void s9AReaderIsNotKeptWaitingByADeadWriter() {
        stage.get(a, request(60_000).mode(LockMode.SHARED));
        stage.ask(b, request(30_000));
        stage.advance(20);
        stage.kill(b);
        Errand reader = stage.ask(c, request(30_000).mode(LockMode.SHARED));
        stage.advance(3_050);

        assertThat(reader.holds()).isTrue();
    }

    @Test
    void s10NewcomersDoNotOvertakeAfterTheServersClockWentBack() {
        Errand holder = stage.get(a, request(30_000));
        Errand early = stage.ask(b, request(30_000));
        stage.advance(20);
        stage.world().order().mixedUp();
        stage.world().server().setClockBack(ofSeconds(10));
        stage.advance(1_050);
        Errand newcomer = stage.ask(c, request(30_000));
        stage.advance(20);
        holder.leave();
        stage.advance(50);

        assertThat(early.holds()).isTrue();
        assertThat(newcomer.holds()).isFalse();
    }

    @Test
    void s11OneWhoWasDroppedComesBackToItsPlace() {
        Errand holder = stage.get(a, request(30_000));
        Errand frozen = stage.ask(b, request(30_000).fair(true));
        stage.advance(20);
        Errand second = stage.ask(c, request(30_000).fair(true));
        stage.advance(20);
        stage.stop(b);
        stage.advance(2_500);
        holder.leave();
        stage.advance(50);
        assertThat(second.holds()).isTrue();
        Errand last = stage.ask(a, request(30_000).fair(true));
        stage.advance(20);
        b.process().resume();
        stage.advance(1_050);
        second.leave();
        stage.advance(50);

        assertThat(frozen.holds()).isTrue();
        assertThat(last.holds()).isFalse();
    }

    @Test
    void s13AWriterDoesNotInheritThePlaceOfAReader() {
        Errand holder = stage.get(a, request(30_000));
        Errand impatient = stage.ask(b, request(30_000).mode(LockMode.SHARED));
        stage.advance(20);
        Errand writer = stage.ask(b, request(30_000));
        stage.advance(20);
        impatient.cancel();
        Errand reader = stage.ask(c, request(30_000).mode(LockMode.SHARED));
        stage.advance(20);
        holder.leave();
        stage.advance(2_000);

        assertThat(writer.holds()).isTrue();
        assertThat(reader.holds()).isFalse();
    }

    @Test
    void s16ALockThatIsFreedWithoutAnOfferIsFoundByThePoll() {
        stage.get(a, request(30_000));
        Errand waiter = stage.ask(b, request(30_000));
        stage.advance(20);
        stage.kill(a);
        stage.delete();
        stage.advance(1_010);

        assertThat(waiter.holds()).isTrue();
    }

    @Test
    void aYoungerFairRequestIsFoundToBeOfferedTheLockByTheLookOfAnOlderOne() {
        stage.weather(b).signals();
        stage.get(a, request(30_000));
        Errand older = stage.ask(b, request(30_000).fair(true));
        stage.advance(20);
        stage.kill(a);
        stage.forget();
        Errand between = stage.get(c, request(30_000));
        Errand younger = stage.ask(b, request(30_000).fair(true));
        stage.advance(20);
        between.leave();
        stage.advance(1_020);

        assertThat(older.isWaiting()).isTrue();
        assertThat(younger.holds()).isTrue();
    }

    @Test
    void s20TheHeadOfTheQueueTakesAnExpiredLockForItsWholeLease() {
        stage.weather(b).signals();
        stage.get(a, request(1_000));
        Errand head = stage.ask(b, request(10_000));
        stage.advance(20);
        stage.ask(c, request(30_000));
        stage.advance(20);
        stage.kill(a);
        stage.advance(970);
        assertThat(head.holds()).isTrue();
        stage.advance(3_000);

        assertThat(head.holds()).isTrue();
        assertThat(stage.isFree()).isFalse();
        assertThat(stage.world().state(NAME).waiting()).isEqualTo(1);
    }

    @Test
    void s22ASignalDuringALookMakesForAnotherOne() {
        Errand holder = stage.get(a, request(30_000));
        Errand waiter = stage.ask(b, request(30_000));
        stage.advance(20);
        stage.weather(b).slowReply(ofMillis(300));
        long sent = b.wire().sent();
        while (b.wire().sent() == sent) {
            stage.advance(1);
        }
        stage.advance(5);
        holder.leave();
        stage.advance(310);

        assertThat(waiter.holds()).isTrue();
    }
}
