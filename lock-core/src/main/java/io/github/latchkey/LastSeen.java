package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a line last saw of its lock, and what it therefore tells those who leave without it. Guarded by the line's monitor. */
final class LastSeen {

    private final Engine engine;
    private @Nullable Busy busy;
    private @Nullable LockStoreException failure;
    private int busyAnswers;

    LastSeen(Engine engine) {
        this.engine = engine;
    }

    /** Notes an answer, or what a look failed with. */
    void note(@Nullable Acquisition answer, @Nullable LockStoreException error) {
        failure = error;
        if (answer instanceof Busy taken) {
            busy = taken;
            busyAnswers++;
        }
    }

    /** How often a look found the lock taken; compared, never reckoned with, so it may overflow. */
    int busyAnswers() {
        return busyAnswers;
    }

    /** The outcome of one whose last look got that answer. */
    Outcome ofLook(Waiter waiter) {
        LockStoreException error = failure;
        Busy taken = busy;
        if (error != null) {
            return new Outcome.Broken(String.valueOf(error.getMessage()), error.isPassing(), error, waiter.waited());
        }
        if (taken != null) {
            return new Outcome.NotFree(taken, waiter.waited());
        }
        String late = "the answer of " + engine.store().describe() + " took longer than the lease.";
        return new Outcome.Broken(late, true, null, waiter.waited());
    }

    /** The outcome of one who leaves at that moment, because its time is up. */
    Outcome ofSilence(Waiter waiter, @Nullable Place place) {
        Duration silence = place != null && place.isAsking() ? engine.since(place.askedAt()) : Duration.ZERO;
        boolean silent = silence.compareTo(engine.store().commandTimeout()) >= 0;
        if ((busy != null || failure != null) && !silent) {
            // The last look is merely slow: what is known is that somebody else has the lock, or why looks fail.
            return ofLook(waiter);
        }
        String why = engine.store().describe() + " gave no answer for " + Display.duration(silence) + ".";
        return new Outcome.Broken(why, true, failure, waiter.waited());
    }

    /** The outcome of one whose caller no longer waits, for that reason. */
    Outcome ofGivingUp(Waiter waiter, String reason, @Nullable Hold inside) {
        if (inside != null) {
            return new Outcome.GivenUp(inside(inside, waiter));
        }
        return new Outcome.GivenUp(
                busy != null && failure == null
                        ? ofLook(waiter)
                        : new Outcome.Broken(reason, false, failure, waiter.waited()));
    }

    /** The outcome of one that finds somebody of the same line inside. */
    static Outcome inside(Hold inside, Waiter waiter) {
        return new Outcome.NotFree(inside.grant().asBusy(), waiter.waited());
    }
}
