package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a line looks at its lock: the place that it has in the store, and when it looks next. Guarded by the line's monitor, but for the
 * time of the next look.
 */
final class Looks implements Agenda.Entry {

    private final Engine engine;
    private final Line line;
    private final long begunAt;
    private final @Nullable FairLines siblings;
    private @Nullable Place place;
    private volatile long nextLook;
    private volatile long knownPauses;
    private volatile boolean abandoned;
    private long arrival;
    private @Nullable Pauses pauses;

    Looks(Engine engine, Line line, @Nullable FairLines siblings) {
        this.engine = engine;
        this.line = line;
        this.begunAt = engine.timer().nanoTime();
        this.siblings = siblings;
    }

    @Nullable Place place() {
        return place;
    }

    boolean isAt(String owner) {
        return place != null && place.owner().equals(owner);
    }

    /** Takes a new place, which gives up the other grant with its first look. */
    Place yielding(Grant grant, LockRequest successor) {
        Place taken = new Place(engine, successor, grant);
        place = taken;
        return taken;
    }

    /** Looks for the first request; where a look is under way, an urgent one follows it. */
    void look(Steps steps, WaiterQueue waiters, boolean urgent) {
        Waiter first = waiters.first();
        if (first == null) {
            return;
        }
        Place asking = place;
        if (asking == null) {
            asking = new Place(engine, first.request(), null);
            asking.arriveAs(arrival);
            place = asking;
            abandoned = false;
            arrival = 0;
            if (siblings != null) {
                siblings.add(this);
            }
        }
        long now = engine.timer().nanoTime();
        boolean waits = waiters.any(waiter -> !waiter.isOverAt(now));
        if (asking.isAsking()) {
            // One that wants no ticket does not do for one who waits.
            asking.askAgain(urgent || (waits && !asking.wantsTicket()));
            return;
        }
        if (siblings != null) {
            knownPauses = siblings.looked(now);
        }
        if (waits) {
            // Before the look: the signal may be faster than its answer.
            engine.lines().expect(asking.owner(), line);
        }
        steps.send(line, asking, asking.ask(first.request().terms(), waits));
    }

    /** Plans the next look after a busy answer. */
    void poll(Busy busy) {
        plan(pauses().poll(busy.remaining()));
    }

    /** Plans the next look after a failure. */
    void retry() {
        plan(pauses().afterFailure());
    }

    /** Lets go of the place, which was granted, refused or given up. */
    void letGo() {
        engine.agenda().remove(this);
        if (place != null) {
            engine.lines().forget(place.owner());
            place = null;
            if (siblings != null) {
                siblings.remove(this);
            }
        }
    }

    /** Ends the place, whose grant is worth nothing; the next look takes another, with the same arrival. */
    void abandon(Steps steps) {
        Place left = place;
        if (left != null) {
            letGo();
            abandoned = true;
            arrival = left.arrival();
            left.missed();
            left.giveUp(steps);
        }
    }

    @Override
    public long dueAt() {
        return nextLook;
    }

    @Override
    public void due() {
        long now = engine.timer().nanoTime();
        nextLook = now + Pauses.POLL.toNanos();
        // Without a place it is no sibling of the others, and nobody looks for it.
        if (siblings == null || abandoned || siblings.isFor(this, knownPauses, now)) {
            line.lookAgain();
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(begunAt);
    }

    // Most lines are granted their lock at once, and never pause.
    private Pauses pauses() {
        Pauses known = pauses;
        if (known == null) {
            known = new Pauses(engine.random());
            pauses = known;
        }
        return known;
    }

    private void plan(Duration pause) {
        nextLook = engine.timer().nanoTime() + pause.toNanos();
        engine.agenda().add(this);
    }
}
