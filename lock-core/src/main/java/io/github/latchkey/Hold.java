package io.github.latchkey;

import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One grant, shared by the nested leases on it.
 *
 * <p>{@code state} leaves HELD once, to LOST or to RELEASED, by compare-and-set: whoever moves it retires the stand, and
 * nobody else does. {@code leases} counts the leases on the grant; once it is zero no nested lease can join. The deadline
 * only moves forward, and only while it has not passed: a lost lease is never revived.
 */
final class Hold {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private enum State {
        HELD,
        LOST,
        RELEASED
    }

    private final Engine engine;
    private final LockRequest request;
    private final Grant grant;
    private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
    private final AtomicInteger leases = new AtomicInteger(1);
    private final AtomicLong deadline;
    private final AtomicReference<Stand> longest;
    private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    private volatile String lossReason = "its lease has ended";

    Hold(Engine engine, LockRequest request, Grant grant) {
        this.engine = engine;
        this.request = request;
        this.grant = grant;
        this.deadline = new AtomicLong(grant.deadline());
        this.longest = new AtomicReference<>(grant.stand());
    }

    LockRequest request() {
        return request;
    }

    Grant grant() {
        return grant;
    }

    boolean isHeld() {
        return state.get() == State.HELD && engine.timer().nanoTime() - deadline.get() < 0;
    }

    Duration untilDeadline() {
        return Duration.ofNanos(Math.max(0, deadline.get() - engine.timer().nanoTime()));
    }

    /** Adds a nested lease; false if the hold is over, because its last lease was released. */
    boolean join() {
        return leases.getAndUpdate(n -> n == 0 ? 0 : n + 1) != 0;
    }

    /** Moves the deadline forward after a confirmed renewal; false if it had passed before, or the hold is over. */
    boolean renewed(long until) {
        if (!isHeld()) {
            return false;
        }
        deadline.accumulateAndGet(until, (now, then) -> then - now > 0 ? then : now);
        return true;
    }

    /** Notes, before an extension is sent, how long the store may keep the lock then: so long its release is tried. */
    void extending(Stand longer) {
        longest.accumulateAndGet(longer, (now, then) -> then.lease().compareTo(now.lease()) > 0 ? then : now);
    }

    void onLost(Runnable callback) {
        callbacks.add(callback);
        if (state.get() == State.LOST) {
            runCallbacks();
        }
    }

    /** Notes the loss, tells those who asked, and retires the stand in the background; only the first call does so. */
    void lose(String reason) {
        if (!state.compareAndSet(State.HELD, State.LOST)) {
            return;
        }
        lossReason = reason;
        engine.keeper().forget(this);
        log.warn("Lost lock {} after {}: {}", this, Display.duration(engine.since(grant.askedAt())), reason);
        retire();
        engine.holds().ended(this);
        runCallbacks();
    }

    /** Takes one lease off; the last one gives the lock back. False if the lock was no longer ours. */
    boolean leave() {
        if (leases.decrementAndGet() > 0) {
            return isHeld();
        }
        engine.holds().left(this);
        if (!isHeld()) {
            lose("its lease ended before it was released");
        }
        if (!state.compareAndSet(State.HELD, State.RELEASED)) {
            return false;
        }
        engine.keeper().forget(this);
        Duration held = engine.since(grant.askedAt());
        CompletableFuture<Boolean> retired = retire();
        engine.holds().ended(this);
        boolean ours = new Answer<>(retired).orAfter(engine.store().commandTimeout(), () -> {
            log.warn(
                    "The release of lock {} is not answered yet by {}, and goes on in the background",
                    this,
                    engine.store().describe());
            return true;
        });
        if (ours) {
            log.debug("Released lock {} after {}", this, Display.duration(held));
        } else {
            log.warn("Lock {} was no longer ours when it was released after {}", this, Display.duration(held));
        }
        return ours;
    }

    LockLostException lost() {
        return new LockLostException(grant.stand().name(), grant.token(), lossReason);
    }

    @Override
    public String toString() {
        return Display.lock(request) + " (fencing token " + grant.token() + ")";
    }

    private CompletableFuture<Boolean> retire() {
        Duration keep = request.minHold().minus(engine.since(grant.askedAt()));
        return engine.retirements()
                .retire(Objects.requireNonNull(longest.get()), positive(keep), grant.mayHaveCopies(engine.store()));
    }

    private void runCallbacks() {
        for (Runnable callback = callbacks.poll(); callback != null; callback = callbacks.poll()) {
            engine.callbacks().execute(callback);
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
