package io.github.latchkey;

import static io.github.latchkey.Stage.request;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules that break a plausible protocol, played one by one: stands in line, and copies of their commands. See also the others. */
class StandSchedulesTest {

    private final Stage stage = new Stage();
    private final SimulatedClient a = stage.client("a");
    private final SimulatedClient b = stage.client("b");

    @AfterEach
    void nothingIsBroken() {
        stage.assertNothingBroken();
    }

    @Test
    void s2AYieldThatRunsTwiceHarmsNobody() {
        Errand first = stage.get(a, request(30_000));
        Errand other = stage.ask(b, request(20_000));
        stage.advance(20);
        Errand second = stage.ask(a, request(10_000));
        stage.advance(20);
        stage.weather(a).slowReply(ofSeconds(1)).late(ofMillis(300), ofMillis(1_500));
        first.leave();
        stage.advance(10);
        stage.cut(a, 10);
        stage.advance(500);
        assertThat(other.holds()).isTrue();
        assertThat(second.holds()).isFalse();
        Errand last = stage.ask(b, request(10_000));
        stage.advance(20);
        other.leave();
        stage.advance(50);
        assertThat(second.holds()).isTrue();
        stage.advance(3_000);

        assertThat(second.holds()).isTrue();
        assertThat(last.holds()).isFalse();
    }

    @Test
    void s4ASecondCopyOfARetiredAcquireTakesNothing() {
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofMillis(5), ofMillis(500));
        Errand errand = stage.ask(a, request(30_000));
        stage.advance(20);
        stage.cut(a, 50);
        stage.advance(20);
        errand.cancel();
        stage.advance(700);

        assertThat(stage.isFree()).isTrue();
    }

    @Test
    void s18OldBytesOfAYieldedStandTakeNothing() {
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofSeconds(2));
        Errand first = stage.ask(a, request(30_000));
        stage.advance(20);
        stage.cut(a, 10);
        stage.advance(80);
        Errand second = stage.ask(a, request(20_000));
        stage.advance(100);
        first.leave();
        stage.advance(20);
        assertThat(second.holds()).isTrue();
        second.leave();
        stage.advance(3_000);

        assertThat(stage.isFree()).isTrue();
    }

    @Test
    void s19AYieldThatGotLostIsRepeated() {
        Errand first = stage.get(a, request(30_000));
        Errand second = stage.ask(a, request(20_000));
        stage.advance(20);
        stage.weather(a).slowRequest(ofSeconds(1));
        first.leave();
        stage.advance(20);
        stage.cut(a, 10);
        stage.advance(200);

        assertThat(second.holds()).isTrue();
    }

    @Test
    void s19AYieldThatGotLostIsMadeGoodWhereNobodyWaitsAnyMore() {
        Errand first = stage.get(a, request(30_000));
        Errand second = stage.ask(a, request(20_000));
        stage.advance(20);
        stage.weather(a).slowRequest(ofSeconds(1));
        first.leave();
        stage.advance(20);
        stage.cut(a, 100);
        stage.advance(20);
        second.cancel();
        stage.advance(500);

        assertThat(stage.isFree()).isTrue();
    }

    @Test
    void s21AReplySlowerThanTheCommandTimeoutCounts() {
        stage.weather(a).slowReply(ofMillis(700));
        Errand errand = stage.ask(a, request(5_000));
        stage.advance(710);

        assertThat(errand.holds()).isTrue();
    }

    @Test
    void s21AReplySlowerThanItsLeaseIsNotEnteredButAskedForAgain() {
        stage.weather(a).slowReply(ofMillis(700));
        Errand errand = stage.ask(a, request(600));
        stage.advance(710);

        assertThat(errand.holds()).isTrue();
        assertThat(a.wire().sent()).isEqualTo(2);
    }

    @Test
    void aPlaceIsGivenUpAfterABreakThatIsLongerThanTheLease() {
        Errand holder = stage.get(a, request(30_000));
        Errand early = stage.ask(b, request(300));
        stage.advance(100);
        Errand patient = stage.ask(b, request(30_000).fair(true));
        stage.advance(100);
        stage.cut(b, 1_000);
        stage.advance(10);
        early.cancel();
        stage.advance(3_000);
        stage.weather(b).signals();
        holder.leave();
        stage.advance(1_050);

        assertThat(patient.holds()).isTrue();
    }
}
