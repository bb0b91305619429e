package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final Engine engine;
    private final LockRequest request;
    private final long startedAt;
    private final long waitEnd;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private final ReentrantLock monitor = new ReentrantLock();
    private final long doubtsAtStart;
    private Stand stand;
    private Duration pause = FIRST_PAUSE;
    private long sentAt;
    private boolean inFlight;
    private boolean unsure;
    private boolean ended;
    private @Nullable Busy busy;
    private @Nullable LockStoreException failure;
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
        Busy known;
        LockStoreException broken;
        monitor.lock();
        try {
            known = busy;
            broken = failure;
        } finally {
            monitor.unlock();
        }
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
        monitor.lock();
        try {
            inFlight = false;
            failure = null;
            if (answer instanceof Busy taken) {
                busy = taken;
            } else if (answer instanceof Refused) {
                stand = newStand();
            }
        } finally {
            monitor.unlock();
        }
        if (answer instanceof Granted granted) {
            entered(asked, askedAt, granted);
        } else if (answer instanceof Busy taken) {
            Duration remaining = taken.remaining();
            waitOr(remaining == null ? LONGEST_PAUSE : remaining.plusMillis(1), () -> notFree(taken));
        } else {
            look();
        }
    }

    private void entered(Stand asked, long askedAt, Granted granted) {
        long deadline = askedAt + granted.validFor().toNanos();
        if (engine.timer().nanoTime() - deadline >= 0) {
            monitor.lock();
            try {
                unsure = true;
            } finally {
                monitor.unlock();
            }
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
        monitor.lock();
        try {
            inFlight = false;
            unsure = true;
            failure = error;
        } finally {
            monitor.unlock();
        }
        String reason = String.valueOf(error.getMessage());
        if (error.isPassing()) {
            waitOr(LONGEST_PAUSE, () -> broken(reason, true, error));
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
                long jittered = ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos());
                long delay = Math.min(Math.min(jittered, atMost.toNanos()), left);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                nextLook = engine.timer().after(Duration.ofNanos(delay), this::look);
            }
        } finally {
            monitor.unlock();
        }
    }

    private void stopWaiting() {
        Duration silence;
        LockStoreException last;
        monitor.lock();
        try {
            silence = engine.since(sentAt);
            last = failure;
        } finally {
            monitor.unlock();
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
        log(result);
        if (result instanceof Outcome.Acquired acquired) {
            engine.keeper().watch(acquired.hold());
        } else if (retire) {
            engine.retirements().retire(stand, Duration.ZERO, true);
        }
        outcome.complete(result);
        return true;
    }

    private void log(Outcome result) {
        if (result instanceof Outcome.Acquired acquired) {
            log.debug("Acquired lock {} after {}", acquired.hold(), Display.duration(engine.since(startedAt)));
        } else if (result instanceof Outcome.NotFree notFree) {
            log.debug(
                    "Lock {} is busy after {}: held by {}",
                    Display.lock(request),
                    Display.duration(notFree.waited()),
                    notFree.busy().holder());
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
