package io.github.latchkey;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One holder's time inside, shared by the nested leases on it.
 *
 * <p>{@code end} leaves null once, to LOST or to RELEASED, by compare-and-set: whoever moves it tells the line, and nobody else does.
 * {@code leases} counts the leases; once it is zero no nested lease can join.
 */
final class Hold {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Engine engine;
    private final Line line;
    private final LockRequest request;
    private final Grant grant;
    private final long token;
    private final long since;
    private final Holds.@Nullable Key key;
    private final AtomicReference<@Nullable LeaseState> end = new AtomicReference<>();
    private final AtomicInteger leases = new AtomicInteger(1);
    private final AtomicReference<@Nullable Queue<Runnable>> callbacks = new AtomicReference<>();
    private volatile String lossReason = "its lease has ended";
    private volatile boolean toldLong;
    private volatile boolean unused;
    private volatile boolean joined;

    Hold(Engine engine, Line line, LockRequest request, Grant grant, long token) {
        this.engine = engine;
        this.line = line;
        this.request = request;
        this.grant = grant;
        this.token = token;
        this.since = engine.timer().nanoTime();
        Object owner = request.owner();
        this.key = owner == null ? null : new Holds.Key(request.name(), owner);
    }

    /** By whom it is found as held, or null where nobody can ask. */
    Holds.@Nullable Key key() {
        return key;
    }

    LockRequest request() {
        return request;
    }

    Grant grant() {
        return grant;
    }

    long token() {
        return token;
    }

    String owner() {
        return grant.stand().owner();
    }

    LeaseState state() {
        LeaseState ended = end.get();
        if (ended != null) {
            return ended;
        }
        if (!grant.isValid()) {
            return LeaseState.LOST;
        }
        return grant.renewal().isSuspect() ? LeaseState.SUSPECT : LeaseState.HELD;
    }

    boolean isHeld() {
        return end.get() == null && grant.isValid();
    }

    Duration held() {
        return engine.since(since);
    }

    /** How long the lock is held at most, if its lease is not renewed again. */
    Duration remaining() {
        Duration lease = grant.untilDeadline();
        Duration maxHold = request.terms().maxHold();
        if (maxHold == null) {
            return lease;
        }
        Duration rest = restOf(maxHold);
        return rest.compareTo(lease) < 0 ? rest : lease;
    }

    /** How long the lock must still stay taken after this hold. */
    Duration keep() {
        if (unused || request.terms().minHold().isZero()) {
            return Duration.ZERO;
        }
        return restOf(request.terms().minHold());
    }

    private Duration restOf(Duration whole) {
        Duration rest = whole.minus(held());
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** When something about this hold itself is due: its longest time is over, or somebody should be told how long it takes. */
    long dueAt(long never) {
        Duration maxHold = request.terms().maxHold();
        long told = toldLong ? never : since + LONG.toNanos();
        long over = maxHold == null ? never : since + maxHold.toNanos();
        return told - over < 0 ? told : over;
    }

    void due() {
        Duration maxHold = request.terms().maxHold();
        if (maxHold != null && held().compareTo(maxHold) >= 0) {
            lose("its maxHold of " + Display.duration(maxHold) + " is over");
        } else if (!toldLong && held().compareTo(LONG) >= 0) {
            toldLong = true;
            LogLine.of(log.atWarn(), this)
                    .log(
                            "Lock {} has been held for {} and goes on{}. Its holder is doing this now (said once; set maxHold to end it):{}",
                            this,
                            Display.duration(held()),
                            request.terms().renewed() ? ", for its lease is renewed" : "",
                            Display.stack(request.owner()));
        }
    }

    /** Notes that nobody gets to see the only lease on it: it is given back as if it had never been, without a minimum hold. */
    void unused() {
        unused = !joined;
    }

    String lossReason() {
        return lossReason;
    }

    /** Adds a nested lease; false if the hold is over, because its last lease was released. */
    boolean join() {
        joined = true;
        return leases.getAndUpdate(n -> n == 0 ? 0 : n + 1) != 0;
    }

    void onLost(Runnable callback) {
        callbacks.compareAndSet(null, new ConcurrentLinkedQueue<>());
        Queue<Runnable> asked = callbacks.get();
        if (asked != null) {
            asked.add(callback);
        }
        if (end.get() == LeaseState.LOST) {
            runCallbacks();
        }
    }

    /** Notes the loss, tells those who asked, and lets the line retire the stand in the background; only the first call does so. */
    void lose(String reason) {
        if (!end.compareAndSet(null, LeaseState.LOST)) {
            return;
        }
        lossReason = reason;
        LogLine.of(log.atWarn(), this)
                .addKeyValue("reason", reason)
                .log("Lost lock {} after {}: {}", this, Display.duration(held()), reason);
        line.left(this, false);
        engine.holds().ended(this);
        engine.events().lost(this, reason);
        runCallbacks();
    }

    /** Takes one lease off; the last one gives the lock back. Completes with false if the lock was no longer ours. */
    CompletableFuture<Boolean> leave() {
        if (leases.decrementAndGet() > 0) {
            return CompletableFuture.completedFuture(isHeld());
        }
        engine.holds().left(this);
        if (!grant.isValid()) {
            lose("its lease ended before it was released");
        }
        if (!end.compareAndSet(null, LeaseState.RELEASED)) {
            return CompletableFuture.completedFuture(false);
        }
        // Before the next one comes in, so that listeners never see two inside.
        engine.events().released(this);
        CompletableFuture<Boolean> done = line.left(this, true);
        engine.holds().ended(this);
        return done;
    }

    LockLostException lost() {
        boolean released = end.get() == LeaseState.RELEASED;
        return new LockLostException(request.name(), token, released ? "it was released before" : lossReason);
    }

    @Override
    public String toString() {
        return Display.lock(request) + " (fencing token " + token + ")";
    }

    private void runCallbacks() {
        Queue<Runnable> asked = callbacks.get();
        if (asked != null) {
            for (Runnable callback = asked.poll(); callback != null; callback = asked.poll()) {
                engine.callbacks().execute(callback);
            }
        }
    }
}
