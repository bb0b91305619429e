package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A store under test, its commands without the stages around their answers, and a lock name of the test's own. */
abstract class StoreFixture {

    static final Duration LONG = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofSeconds(1);

    final String name = "store-" + UUID.randomUUID();
    private final TestedStore tested;

    StoreFixture(TestedStore tested) {
        this.tested = tested;
    }

    final void passTime(Duration duration) {
        tested.passTime(duration);
    }

    final void forget() {
        tested.forget();
    }

    final Stand stand(String owner, Duration lease) {
        return new Stand(name, owner, lease);
    }

    /** The first stand of a client that wants the lock for itself. */
    final Stand writer(String client) {
        return stand(client + ":1:x", LONG);
    }

    final Stand reader(String client) {
        return stand(client + ":1:s", LONG);
    }

    final Stand permit(String client, int atMost) {
        return stand(client + ":1:p" + atMost, LONG);
    }

    final Acquisition look(Look look) {
        return tested.store().acquire(look).toCompletableFuture().join();
    }

    final Acquisition acquire(Stand stand) {
        return look(Look.once(stand));
    }

    final long token(Stand stand) {
        return token(acquire(stand));
    }

    static long token(Acquisition answer) {
        assertThat(answer).isInstanceOf(Granted.class);
        return ((Granted) answer).token();
    }

    final Busy busy(Stand stand) {
        return busy(acquire(stand));
    }

    static Busy busy(Acquisition answer) {
        assertThat(answer).isInstanceOf(Busy.class);
        return (Busy) answer;
    }

    /** Looks at a lock that is not to be had, for the first time or again, and returns the arrival. */
    final long queue(Stand stand) {
        return busy(look(Look.waiting(stand))).arrival();
    }

    /** Looks, with a place if need be, at a lock that is to be had. */
    final long claim(Stand stand) {
        return token(look(Look.waiting(stand)));
    }

    final boolean retire(Stand stand, Duration keep, boolean tombstone) {
        return tested.store()
                .retire(stand, keep, tombstone)
                .toCompletableFuture()
                .join();
    }

    final boolean release(Stand stand) {
        return retire(stand, Duration.ZERO, false);
    }

    final List<Boolean> renew(Stand... stands) {
        return tested.store().renew(List.of(stands)).stream()
                .map(answer -> answer.toCompletableFuture().join())
                .toList();
    }

    final LockState inspect() {
        return tested.store().inspect(name).toCompletableFuture().join();
    }

    final List<String> holders() {
        return inspect().holders();
    }
}
