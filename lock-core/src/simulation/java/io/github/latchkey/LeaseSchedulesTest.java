package io.github.latchkey;

import static io.github.latchkey.Stage.NAME;
import static io.github.latchkey.Stage.request;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Schedules that break a plausible protocol, played one by one: leases. They are numbered as an exhaustive model found them. S14 and S15
 * belong to replication and quorum, and come with these.
 */
class LeaseSchedulesTest {

    private final Stage stage = new Stage();
    private final SimulatedClient a = stage.client("a");
    private final SimulatedClient b = stage.client("b");

    @AfterEach
    void nothingIsBroken() {
        stage.assertNothingBroken();
    }

    @Test
    void s1ALateCopyOfTheAcquireDoesNotShortenAnExtension() {
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofSeconds(2));
        Errand holder = stage.ask(a, request(3_000));
        stage.advance(50);
        stage.cut(a, 10);
        stage.advance(200);
        holder.extend(ofSeconds(100));
        stage.advance(10_000);

        assertThat(holder.holds()).isTrue();
        assertThat(stage.isFree()).isFalse();
    }

    @Test
    void s1AnOlderRenewalDoesNotShortenAnExtension() {
        Errand holder = stage.get(a, request(3_000).renewed(true));
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofMillis(1_500));
        stage.advance(1_100);
        stage.cut(a, 10);
        stage.advance(100);
        holder.extend(ofSeconds(100));
        stage.advance(50);
        stage.stop(a);
        stage.advance(20_000);

        assertThat(holder.holds()).isTrue();
        assertThat(stage.isFree()).isFalse();
    }

    @Test
    void s3AClaimSetsTheFullLease() {
        Errand first = stage.get(a, request(30_000));
        Errand claimer = stage.ask(b, request(5_000));
        stage.advance(100);
        first.leave();
        stage.advance(4_000);

        assertThat(claimer.holds()).isTrue();
        assertThat(stage.isFree()).isFalse();
    }

    @Test
    void s5AReleaseFreesWhatAnOldCopyTookUnderAnotherToken() {
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofMillis(400));
        Errand holder = stage.ask(a, request(300));
        stage.advance(20);
        stage.cut(a, 10);
        stage.advance(60);
        assertThat(holder.holds()).isTrue();
        stage.weather(a).slowRequest(ofMillis(200));
        stage.advance(350);
        assertThat(stage.world().state(NAME).holders()).hasSize(1);
        stage.advance(150);

        assertThat(holder.holds()).isFalse();
        assertThat(stage.isFree()).isTrue();
    }

    @Test
    void s6ALossIsGivenBackThoughALateRenewalRevivedTheLock() {
        Errand holder = stage.get(a, request(1_000).renewed(true));
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofMillis(595));
        stage.advance(390);
        stage.cut(a, 640);
        stage.advance(650);
        assertThat(holder.holds()).isFalse();
        assertThat(stage.world().state(NAME).isTaken()).isTrue();
        stage.advance(300);

        assertThat(stage.isFree()).isTrue();
    }

    @Test
    void s12AMinimumHoldOutlastsItsReleaseAndLateCopies() {
        stage.weather(a).slowRequest(ofSeconds(1)).late(ofMillis(700));
        Errand holder = stage.ask(a, request(5_000).minHold(ofSeconds(2)));
        Errand next = stage.ask(a, request(5_000));
        stage.advance(20);
        stage.cut(a, 10);
        stage.advance(80);
        assertThat(holder.holds()).isTrue();
        holder.leave();
        stage.advance(1_800);
        boolean early = next.holds();
        boolean free = stage.isFree();
        stage.advance(1_200);

        assertThat(early).isFalse();
        assertThat(free).isFalse();
        assertThat(next.holds()).isTrue();
    }

    @Test
    void s17SeveralNamesAreRenewedUntilTheLastIsGranted() {
        Errand obstacle = stage.get(b, LockRequest.of("order:43"));
        LockRequest both =
                LockRequest.of(NAME, "order:43").leaseFor(ofSeconds(1)).waitAtMost(ofSeconds(20));
        Errand errand = stage.ask(a, both);
        stage.advance(5_000);
        obstacle.leave();
        stage.advance(100);

        assertThat(errand.holds()).isTrue();
    }

    @Test
    void s17SeveralNamesAreNotHeldWhereTheFirstLeaseEndedMeanwhile() {
        Errand obstacle = stage.get(b, LockRequest.of("order:43"));
        LockRequest both = LockRequest.of(NAME, "order:43")
                .leaseFor(ofSeconds(1))
                .renewed(false)
                .waitAtMost(ofSeconds(20));
        Errand errand = stage.ask(a, both);
        stage.advance(5_000);
        obstacle.leave();
        stage.advance(100);

        assertThat(errand.isWaiting()).isFalse();
        assertThat(errand.holds()).isFalse();
        assertThat(stage.world().state("order:43").isTaken()).isFalse();
    }
}
