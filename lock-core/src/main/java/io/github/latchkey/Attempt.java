package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to a lock: looks at it again and again until it is granted, the wait is over, or the store fails.
 *
 * <p>Replies come on the store's threads, ticks on the timer's, giving up on the caller's; one short monitor orders them, and
 * nothing is completed or sent while it is held. At most one look is under way: a second would only queue behind it. A reply
 * counts until its own deadline, which is measured from before that look was sent; one that comes later is never entered,
 * the next look makes the lease whole again (acquire is idempotent by owner). An attempt that ends without a lock retires its
 * stand with a tombstone wherever a look may have been, or may yet be, granted unseen.
 */
final class Attempt {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** What the last look, sent at the end of the wait, may take on top. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Engine engine;
    private final LockRequest request;
    private final long startedAt;
    private final long waitEnd;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private final ReentrantLock monitor = new ReentrantLock();
    private final long doubtsAtStart;
    private Stand stand;
    private final Pauses pauses = new Pauses();
    private volatile long sentAt;
    private boolean inFlight;
    private boolean unsure;
    private boolean ended;
    private volatile @Nullable Busy busy;
    private volatile @Nullable LockStoreException failure;
    private Timer.Task nextLook = Timer.Task.NONE;
    private Timer.Task limit = Timer.Task.NONE;

    Attempt(Engine engine, LockRequest request) {
        this.engine = engine;
        this.request = request;
        this.startedAt = engine.timer().nanoTime();
        this.waitEnd = startedAt + request.waitAtMost().toNanos();
        this.doubtsAtStart = engine.store().doubts();
        this.stand = newStand();
    }

    /** Completes with the outcome, never exceptionally, on whichever thread brings it about. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void start() {
        Duration command = engine.store().commandTimeout();
        Duration bound = request.waitAtMost().compareTo(command) > 0 ? request.waitAtMost() : command;
        limit = engine.timer().after(bound.plus(GRACE), this::stopWaiting);
        look();
    }

    /** Ends the attempt early; the outcome says what is known so far. */
    void giveUp(String reason) {
        Busy known = busy;
        LockStoreException broken = failure;
        end(known != null && broken == null ? notFree(known) : broken(reason, false, broken));
    }

    /** Ends the attempt because nothing can be known any more. */
    void fail(String reason) {
        end(broken(reason, false, null));
    }

    private void look() {
        Stand asked;
        long now;
        monitor.lock();
        try {
            if (ended || inFlight) {
                return;
            }
            inFlight = true;
            now = engine.timer().nanoTime();
            sentAt = now;
            asked = stand;
        } finally {
            monitor.unlock();
        }
        engine.store().acquire(asked).whenComplete((answer, error) -> {
            if (error != null) {
                failed(StoreFailure.of(error, engine.store()));
            } else {
                answered(asked, now, answer);
            }
        });
    }

    private void answered(Stand asked, long askedAt, Acquisition answer) {
        guarded(() -> {
            inFlight = false;
            failure = null;
            busy = answer instanceof Busy taken ? taken : busy;
            stand = answer instanceof Refused ? newStand() : stand;
        });
        if (answer instanceof Granted granted) {
            entered(asked, askedAt, granted);
        } else if (answer instanceof Busy taken) {
            Duration remaining = taken.remaining();
            waitOr(remaining == null ? Pauses.LONGEST : remaining.plusMillis(1), () -> notFree(taken));
        } else {
            look();
        }
    }

    private void entered(Stand asked, long askedAt, Granted granted) {
        long deadline = askedAt + granted.validFor().toNanos();
        if (engine.timer().nanoTime() - deadline >= 0) {
            guarded(() -> unsure = true);
            waitOr(
                    Duration.ZERO,
                    () -> broken(
                            "the answer of " + engine.store().describe() + " took longer than the lease.", true, null));
            return;
        }
        Grant grant = new Grant(asked, granted.token(), askedAt, deadline, unsure, doubtsAtStart);
        if (!end(new Outcome.Acquired(new Hold(engine, request, grant)))) {
            // Given up meanwhile: the stand is being retired already, and the hold was never handed out.
            log.debug("Lock {} was granted after its caller had left", Display.name(request.name()));
        }
    }

    private void failed(LockStoreException error) {
        guarded(() -> {
            inFlight = false;
            unsure |= error.mayHaveRun();
            failure = error;
        });
        String reason = String.valueOf(error.getMessage());
        if (error.isPassing()) {
            waitOr(Pauses.LONGEST, () -> broken(reason, true, error));
        } else {
            end(broken(reason, false, error));
        }
    }

    /** Looks again after a pause, at the latest at the end of the wait; after that look the outcome is final. */
    private void waitOr(Duration atMost, Supplier<Outcome> over) {
        long left = waitEnd - engine.timer().nanoTime();
        if (left <= 0) {
            end(over.get());
            return;
        }
        monitor.lock();
        try {
            if (!ended) {
                long delay = Math.min(Math.min(pauses.next().toNanos(), atMost.toNanos()), left);
                nextLook = engine.timer().after(Duration.ofNanos(delay), this::look);
            }
        } finally {
            monitor.unlock();
        }
    }

    private void stopWaiting() {
        Duration silence = engine.since(sentAt);
        LockStoreException last = failure;
        Busy known = busy;
        if (known != null && last == null && silence.compareTo(engine.store().commandTimeout()) < 0) {
            // The last look is merely slow: what is known is that somebody else has the lock.
            end(notFree(known));
            return;
        }
        end(broken(engine.store().describe() + " gave no answer for " + Display.duration(silence) + ".", true, last));
    }

    private boolean end(Outcome result) {
        boolean retire;
        monitor.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            nextLook.cancel();
            limit.cancel();
            retire = inFlight || unsure || engine.store().doubts() != doubtsAtStart;
            if (result instanceof Outcome.Acquired acquired) {
                // In here, so that a client that is closing sees this attempt or this hold.
                engine.holds().add(acquired.hold());
            }
        } finally {
            monitor.unlock();
        }
        result.log(log, request, engine.since(startedAt));
        if (result instanceof Outcome.Acquired acquired) {
            engine.keeper().watch(acquired.hold());
        } else if (retire) {
            engine.retirements().retire(stand, Duration.ZERO, true);
        }
        outcome.complete(result);
        return true;
    }

    private void guarded(Runnable change) {
        monitor.lock();
        try {
            change.run();
        } finally {
            monitor.unlock();
        }
    }

    private Stand newStand() {
        return new Stand(request.name(), engine.clientId().nextOwner(), request.leaseFor());
    }

    private Outcome notFree(Busy taken) {
        return new Outcome.NotFree(taken, engine.since(startedAt));
    }

    private Outcome broken(String reason, boolean passing, @Nullable Throwable cause) {
        return new Outcome.Broken(reason, passing, cause, engine.since(startedAt));
    }
}
