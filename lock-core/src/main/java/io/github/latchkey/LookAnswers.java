package io.github.latchkey;

import org.jspecify.annotations.Nullable;

/**
 * What the answers to a line's looks lead to. A grant counts until its own deadline, measured from before that look was sent; one that comes
 * later is never entered, the next look makes the lease whole again. Guarded by the line's monitor.
 */
final class LookAnswers {

    private final Engine engine;
    private final Line line;
    private final WaiterQueue waiters;
    private final Looks looks;
    private final LastSeen seen;

    LookAnswers(Engine engine, Line line, WaiterQueue waiters, Looks looks, LastSeen seen) {
        this.engine = engine;
        this.line = line;
        this.waiters = waiters;
        this.looks = looks;
        this.seen = seen;
    }

    /** Takes an answer, or what the look failed with. */
    void take(Steps steps, Place asked, Look look, @Nullable Acquisition answer, @Nullable LockStoreException error) {
        asked.noteAnswer(steps, answer, error);
        if (asked != looks.place()) {
            return;
        }
        if (answer instanceof Incomplete part) {
            incomplete(steps, look, part);
            return;
        }
        seen.note(answer, error);
        if (answer instanceof Granted granted) {
            granted(steps, asked, look, granted);
        } else if (answer instanceof Busy busy) {
            busy(steps, asked, busy);
        } else if (error == null) {
            looks.letGo();
            line.look(steps, true);
        } else if (error.isPassing()) {
            looks.retry();
            notNow(steps, asked);
        } else {
            waiters.endIf(waiter -> true, steps, seen::ofLook);
            line.closeIfEmpty(steps);
        }
    }

    /** Abandons the stand, and plans the next look, not at once: it would find the lock taken by that stand. */
    private void incomplete(Steps steps, Look look, Incomplete part) {
        looks.abandon(steps);
        seen.note(part.busy(), part.failure());
        LockStoreException failure = part.failure();
        if (part.busy() != null) {
            looks.poll(part.busy());
        } else {
            looks.retry();
        }
        long now = engine.timer().nanoTime();
        boolean hopeless = failure != null && !failure.isPassing();
        // Who asks for fewer replicas may be served all the same.
        int asked = look.stand().replicas();
        waiters.endIf(
                waiter -> waiter.isOverAt(now)
                        || (hopeless && waiter.request().terms().replicas() >= asked),
                steps,
                seen::ofLook);
        line.closeIfEmpty(steps);
    }

    private void granted(Steps steps, Place asked, Look look, Granted granted) {
        Waiter first = waiters.first();
        if (first == null) {
            throw new IllegalStateException("A line without requests has no place");
        }
        long lease = look.stand().lease().toNanos();
        long wanted = first.request().terms().leaseFor().toNanos();
        long deadline = asked.askedAt() + granted.validFor().toNanos() - lease + wanted;
        if (wanted > lease || first.request().terms().replicas() > look.stand().replicas()) {
            // The look was for one who has left, and wanted less.
            line.look(steps, true);
        } else if (engine.timer().nanoTime() - deadline >= 0) {
            asked.missed();
            asked.askAgain(true);
            notNow(steps, asked);
        } else {
            looks.letGo();
            line.enter(steps, first, asked.granted(look, granted, deadline), false);
        }
    }

    private void busy(Steps steps, Place asked, Busy busy) {
        looks.poll(busy);
        notNow(steps, asked);
        if (!busy.holder().equals(asked.owner()) && engine.lines().expects(busy.holder())) {
            // Offered to another request of this client, which does not look by itself if it is fair and not the
            // oldest.
            steps.then(() -> engine.lines().offered(busy.holder()));
        }
    }

    /** Ends those who wanted no more than this look; for the others the next one is planned, or follows at once. */
    private void notNow(Steps steps, Place asked) {
        waiters.endIf(waiter -> waiter.isOverAt(asked.askedAt()), steps, seen::ofLook);
        if (asked.wantsAgain()) {
            line.look(steps, true);
        }
        line.closeIfEmpty(steps);
    }
}
