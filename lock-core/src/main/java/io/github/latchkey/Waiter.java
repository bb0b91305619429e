package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to one lock, from its call to its outcome. It has two moments of its own: at the end of its wait it wants a
 * last look, and a little later it ends, whatever the store does.
 *
 * <p>Its line decides about it; the links to its neighbours there belong to {@link WaiterQueue}, and are guarded as that says.
 */
final class Waiter implements Attempt, Agenda.Entry {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** What the last look, sent at the end of the wait, may take on top. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Engine engine;
    private final LockRequest request;
    private final long arrivedAt;
    private final long waitEnd;
    private final long limit;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile boolean waitIsOver;
    private volatile @Nullable Line line;

    @Nullable Waiter before;

    @Nullable Waiter after;

    private boolean queued;
    private boolean contended;
    private int busyBefore;

    /** Begins a request for one lock, whose wait began at the given time. */
    Waiter(Engine engine, LockRequest request, long arrivedAt) {
        this.engine = engine;
        this.request = request;
        this.arrivedAt = arrivedAt;
        this.waitEnd = arrivedAt + request.waitAtMost().toNanos();
        long command = arrivedAt + engine.store().commandTimeout().toNanos();
        this.limit = (command - waitEnd > 0 ? command : waitEnd) + GRACE.toNanos();
        this.waitIsOver = request.waitAtMost().isZero();
    }

    LockRequest request() {
        return request;
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    Duration waited() {
        return engine.since(arrivedAt);
    }

    /** Whether a look sent at that time is the last one that this request wanted. */
    boolean isOverAt(long time) {
        return time - waitEnd >= 0;
    }

    boolean failsFast() {
        return request.waitAtMost().isZero();
    }

    /** Notes that it waits in a line from now on, which looked in vain so often before. */
    void joins(Line joined, boolean behindSomebody, int busyAnswers) {
        line = joined;
        contended = behindSomebody;
        busyBefore = busyAnswers;
    }

    /** Notes, where it gets in, how often its line has looked in vain by now. */
    void enters(int busyAnswers) {
        contended |= busyAnswers != busyBefore;
    }

    /** Whether somebody was in its way. */
    boolean isContended() {
        return contended;
    }

    @Override
    public long dueAt() {
        return waitIsOver ? limit : waitEnd;
    }

    @Override
    public void due() {
        Line waitsIn = line;
        if (waitsIn == null || outcome.isDone()) {
            engine.agenda().remove(this);
        } else if (waitIsOver) {
            waitsIn.timeIsUp(this);
        } else {
            waitIsOver = true;
            waitsIn.lastLook(this);
        }
    }

    @Override
    public void giveUp(String reason) {
        Line waitsIn = line;
        if (waitsIn != null && !outcome.isDone()) {
            waitsIn.giveUp(this, reason);
        }
    }

    /** Ends the request because nothing can be known any more. */
    void fail(String reason) {
        Line waitsIn = line;
        if (waitsIn != null && !outcome.isDone()) {
            waitsIn.fail(this, reason);
        }
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean isIn) {
        queued = isIn;
    }

    /** Ends the request with its outcome; its line has let go of it before. */
    void end(Outcome result) {
        engine.agenda().remove(this);
        if (log.isDebugEnabled()) {
            result.log(log, request, waited());
        }
        engine.events().ended(this, result);
        outcome.complete(result);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(arrivedAt);
    }

    @Override
    public String toString() {
        return "request for " + Display.lock(request);
    }
}
