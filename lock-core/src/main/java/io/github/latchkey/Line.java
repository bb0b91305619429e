package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those in this process who want the same lock in the same mode, first come first; they have one place in the store together.
 *
 * <p>Either somebody of this line is inside ({@code hold}), and then the line needs no place: on leaving, the lock passes to the
 * next request or is yielded, which takes a new place in the same step. Or the line has a place, whose {@link Looks} are sent for the
 * first request: at once, on a signal, now and then, when the lease in the way ends, and at the end of each request's wait. What a look
 * leads to is for {@link LookAnswers} to say. Shared lines keep no hold: each of their holders is alone with its grant, and the next request
 * looks at once.
 *
 * <p>Signals and replies come on the store's threads, moments on the timer's, requests and releases on their callers'. One short
 * monitor orders them; what is to be sent or completed is noted under it as {@link Steps}, and done after it. So whatever takes steps is
 * called under the monitor. An empty line is closed under it, too, and a request that finds it closed goes to a new one.
 */
final class Line {

    /** How many requests come in one after the other on one call stack, where a store answers at once. */
    private static final int MAX_CHAIN = 32;

    private final Engine engine;
    private final boolean exclusive;
    private final Consumer<Line> onEmpty;
    private final ReentrantLock monitor = new ReentrantLock();
    private final WaiterQueue waiters = new WaiterQueue();
    private final Looks looks;
    private final LastSeen seen;
    private final LookAnswers answers;
    private @Nullable Hold hold;
    private boolean closed;
    private int chain;

    /** Begins a line for requests of that name and kind; {@code onEmpty} is told once, when it is closed. */
    Line(Engine engine, LockRequest request, @Nullable FairLines siblings, Consumer<Line> onEmpty) {
        this.engine = engine;
        this.exclusive = request.kind().isExclusive();
        this.onEmpty = onEmpty;
        this.looks = new Looks(engine, this, siblings);
        this.seen = new LastSeen(engine);
        this.answers = new LookAnswers(engine, this, waiters, looks, seen);
    }

    /** Adds a request; false if the line has been closed meanwhile. */
    boolean join(Waiter waiter) {
        Steps steps = new Steps(engine);
        monitor.lock();
        try {
            if (closed) {
                return false;
            }
            Hold inside = hold;
            if (inside != null && waiter.failsFast() && inside.isHeld()) {
                steps.end(waiter, LastSeen.inside(inside, waiter));
            } else if (waiters.size() >= engine.maxWaiters()) {
                steps.end(waiter, new Outcome.Crowded(engine.maxWaiters(), waiter.waited()));
            } else {
                boolean behindSomebody = exclusive && (inside != null || waiters.first() != null);
                waiter.joins(this, behindSomebody, seen.busyAnswers());
                waiters.add(waiter);
                // Once it is queued: what is due before would find nothing to do, and not come again.
                engine.agenda().add(waiter);
                look(steps, waiter.failsFast());
            }
        } finally {
            monitor.unlock();
        }
        steps.run();
        return true;
    }

    /** Looks once more for a request whose wait is over. */
    void lastLook(Waiter waiter) {
        decide(steps -> {
            Hold inside = hold;
            if (inside != null && inside.isHeld() && waiters.remove(waiter)) {
                steps.end(waiter, LastSeen.inside(inside, waiter));
            } else if (waiter.isQueued()) {
                look(steps, true);
            }
        });
    }

    /** Lets a request go whose time is up, though nobody answers. */
    void timeIsUp(Waiter waiter) {
        leave(waiter, () -> hold == null ? seen.ofSilence(waiter, looks.place()) : LastSeen.inside(hold, waiter));
    }

    /** Lets a request go whose caller no longer waits. */
    void giveUp(Waiter waiter, String reason) {
        leave(waiter, () -> seen.ofGivingUp(waiter, reason, hold));
    }

    /** Lets a request go about which nothing can be known any more. */
    void fail(Waiter waiter, String reason) {
        leave(waiter, () -> new Outcome.Broken(reason, false, null, waiter.waited()));
    }

    /** Hears that the store has something for a place of this line, or may have had. */
    void signalled(String owner) {
        decide(steps -> {
            if (looks.isAt(owner)) {
                look(steps, true);
            }
        });
    }

    void lookAgain() {
        decide(steps -> look(steps, true));
    }

    /** Lets a holder out: the lock passes on, is yielded, or is given back. Completes with whether it was ours. */
    CompletableFuture<Boolean> left(Hold leaving, boolean byItself) {
        return decide(steps -> {
            Grant grant = leaving.grant();
            hold = hold == leaving ? null : hold;
            Waiter next = waiters.first();
            Duration keep = leaving.keep();
            boolean handsOver = next != null && exclusive && byItself && looks.place() == null && keep.isZero();
            if (next != null && handsOver && grant.mayPassTo(next.request())) {
                enter(steps, next, grant, true);
            } else if (next != null && handsOver) {
                engine.keeper().forget(grant);
                steps.yielding(looks.yielding(grant, next.request()));
                look(steps, true);
            } else {
                steps.retire(grant, keep);
                look(steps, true);
                closeIfEmpty(steps);
            }
        });
    }

    /** Takes the answer to a look, or what it failed with. */
    void answered(Place asked, Look look, @Nullable Acquisition answer, @Nullable LockStoreException error) {
        decide(steps -> answers.take(steps, asked, look, answer, error));
    }

    /** Lets the first request in, perhaps with a grant that was passed on here. Of a shared line the next one is looked for then. */
    void enter(Steps steps, Waiter first, Grant grant, boolean passed) {
        waiters.remove(first);
        first.enters(seen.busyAnswers());
        Hold entered = grant.enter(this, first.request(), passed);
        // Under the monitor, so that a client that is closing sees this request or this hold.
        engine.holds().add(entered);
        steps.enter(first, entered);
        if (exclusive) {
            hold = entered;
            long now = engine.timer().nanoTime();
            waiters.endIf(waiter -> waiter.isOverAt(now), steps, waiter -> LastSeen.inside(entered, waiter));
        } else {
            lookForNext(steps);
            closeIfEmpty(steps);
        }
    }

    /** Looks for the first request, unless somebody of this line is inside. */
    void look(Steps steps, boolean urgent) {
        if (hold == null) {
            looks.look(steps, waiters, urgent);
        }
    }

    private void lookForNext(Steps steps) {
        if (++chain % MAX_CHAIN != 0) {
            look(steps, true);
        } else {
            engine.timer().after(Duration.ZERO, this::lookAgain);
        }
    }

    private void leave(Waiter waiter, Supplier<Outcome> outcome) {
        decide(steps -> {
            if (waiter.isQueued()) {
                steps.end(waiter, outcome.get());
                waiters.remove(waiter);
                closeIfEmpty(steps);
            }
        });
    }

    /** Closes the line if nobody waits or is inside. */
    void closeIfEmpty(Steps steps) {
        if (waiters.first() == null && hold == null && !closed) {
            Place left = looks.place();
            looks.letGo();
            if (left != null) {
                left.giveUp(steps);
            }
            closed = true;
            onEmpty.accept(this);
        }
    }

    private CompletableFuture<Boolean> decide(Consumer<Steps> decision) {
        Steps steps = new Steps(engine);
        monitor.lock();
        try {
            decision.accept(steps);
        } finally {
            monitor.unlock();
        }
        return steps.run();
    }
}
