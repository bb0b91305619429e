package io.github.latchkey.fault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checkers, on histories written by hand: what each must find, and what it must not. */
class CheckersTest {

    private final List<Event> events = new ArrayList<>();

    @Test
    void holdersThatFollowEachOtherAreFine() {
        Call first = call("a");
        Call second = call("b");
        granted(first, 0, 10, 1, 300);
        released(first, 100);
        granted(second, 20, 110, 2, 400);

        assertThat(verdict().violations()).isEmpty();
        assertThat(verdict().naiveOverlaps()).isZero();
    }

    @Test
    void aHolderBesideAnotherIsFound() {
        granted(call("a"), 0, 10, 1, 300);
        granted(call("b"), 20, 110, 2, 400);

        assertThat(Exclusion.check(events)).singleElement().satisfies(violation -> assertThat(violation.detail())
                .contains("190 ms"));
    }

    @Test
    void aPausedHolderOverlapsItsSuccessorNaivelyOnly() {
        Call paused = call("a");
        granted(paused, 0, 10, 1, 300);
        granted(call("b"), 20, 310, 2, 900);
        released(paused, 500);

        assertThat(Exclusion.check(events)).isEmpty();
        assertThat(Exclusion.naive(events)).hasSize(1);
    }

    @Test
    void aRenewalMovesTheEndOfAHoldersTime() {
        Call renewed = call("a");
        granted(renewed, 0, 10, 1, 300);
        events.add(at(Op.RENEW, Phase.OK, renewed, 100).token(1).deadline(millis(400)));
        granted(call("b"), 20, 310, 2, 900);

        assertThat(Exclusion.check(events)).hasSize(1);
    }

    @Test
    void aHolderThatWasToldOfItsLossIsNoHolder() {
        Call lost = call("a");
        granted(lost, 0, 10, 1, 300);
        events.add(at(Op.LOST, Phase.OK, lost, 50));
        granted(call("b"), 20, 60, 2, 900);

        assertThat(Exclusion.check(events)).isEmpty();
    }

    @Test
    void aNestedLeaseIsPartOfItsGrant() {
        Actor one = new Actor("client", "client/t", "t", 1);
        Call outer = Call.exclusive("outer", "key", one, Duration.ZERO);
        Call nested = Call.exclusive("nested", "key", one, Duration.ZERO);
        granted(outer, 0, 10, 1, 300);
        granted(nested, 20, 21, 1, 300);
        released(nested, 30);
        released(outer, 40);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void readersShareAndAWriterBesideThemIsFound() {
        granted(shared("r1"), 0, 10, 1, 300);
        granted(shared("r2"), 0, 20, 2, 300);
        assertThat(Exclusion.check(events)).isEmpty();

        granted(call("w"), 0, 30, 3, 300);
        assertThat(Exclusion.check(events)).hasSize(1);
    }

    @Test
    void aTokenGivenTwiceIsFound() {
        Call first = call("a");
        granted(first, 0, 10, 7, 300);
        released(first, 20);
        granted(call("b"), 30, 40, 7, 300);

        assertThat(Tokens.check(events)).hasSize(1);
    }

    @Test
    void aTokenThatFallsIsFoundUnlessBothWereAskedForAtOnce() {
        granted(call("a"), 0, 10, 70, 300);
        granted(call("b"), 5, 400, 60, 700);
        assertThat(Tokens.check(events)).isEmpty();

        granted(call("c"), 500, 800, 50, 900);
        assertThat(Tokens.check(events)).hasSize(1);
    }

    @Test
    void aTokenPassedOnInsideAClientIsJudgedByItsGrant() {
        granted(call("a"), 0, 10, 100, 300);
        granted(call("b"), 350, 360, 500, 700);

        Actor passedTo = new Actor("client-a", "client-a/2", "2", 1);
        granted(Call.exclusive("passed", "key", passedTo, Duration.ZERO), 400, 410, 101, 420);

        assertThat(Tokens.check(events)).isEmpty();
    }

    @Test
    void anAcquireThatTookTooLongIsFoundUnlessItsProcessWasStopped() {
        granted(call("a"), 0, 751, 1, 900);
        assertThat(Liveness.waits(events, Limits.DEFAULTS)).hasSize(1);

        Call fault = Call.exclusive("stop", "", new Actor("test", "test", "test", 1), Duration.ZERO);
        events.add(at(Op.FAULT, Phase.INVOKED, fault, 100));
        events.add(at(Op.FAULT, Phase.OK, fault, 400));
        assertThat(Liveness.waits(events, Limits.DEFAULTS)).isEmpty();
    }

    @Test
    void aFreeLockThatItsWaiterDoesNotGetIsFound() {
        Call first = call("a");
        granted(first, 0, 10, 1, 300);
        released(first, 100);
        granted(call("b"), 50, 2_000, 2, 2_400);
        assertThat(Liveness.progress(events, Limits.DEFAULTS)).isEmpty();

        granted(call("c"), 2_500, 4_600, 3, 4_900);
        assertThat(Liveness.progress(events, Limits.DEFAULTS)).hasSize(1);
    }

    @Test
    void whatLivesForEverIsLeftOverUnlessItIsAFenceCounter() {
        Map<String, Long> keys = Map.of("lock:{a}", 500L, "lock:fence:{1}", -1L, "lock:{b}:queue", -1L);

        assertThat(Liveness.leftovers(keys, "lock:fence:"))
                .extracting(Violation::key)
                .containsExactly("lock:{b}:queue");
    }

    private Verdict verdict() {
        return Verdict.of(events, List.of(), Map.of(), Limits.DEFAULTS);
    }

    private void granted(Call call, long asked, long granted, long token, long deadline) {
        events.add(at(Op.ACQUIRE, Phase.INVOKED, call, asked));
        events.add(at(Op.ACQUIRE, Phase.OK, call, granted).token(token).deadline(millis(deadline)));
    }

    private void released(Call call, long at) {
        events.add(at(Op.RELEASE, Phase.INVOKED, call, at));
        events.add(at(Op.RELEASE, Phase.OK, call, at + 1));
    }

    private static Call call(String who) {
        return Call.exclusive(who, "key", actor(who), Duration.ZERO);
    }

    private static Call shared(String who) {
        return new Call(who, "key", actor(who), Call.SHARED, Duration.ZERO);
    }

    private static Actor actor(String who) {
        return new Actor("client-" + who, "owner-" + who, "thread-" + who, 1);
    }

    private static Event at(Op op, Phase phase, Call call, long millis) {
        return Event.of(op, phase, call, millis(millis));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
