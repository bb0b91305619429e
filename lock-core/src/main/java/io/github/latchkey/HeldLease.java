package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lease on a hold: the outermost, or one nested in it. */
final class HeldLease implements EngineLease {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** What leaving answers to all but the first call, of which nothing is to be told. */
    private static final CompletableFuture<Boolean> AGAIN = CompletableFuture.completedFuture(false);

    private final Hold hold;
    private final Engine engine;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean releasedInTime;

    HeldLease(Hold hold, Engine engine) {
        this.hold = hold;
        this.engine = engine;
    }

    @Override
    public List<String> names() {
        return List.of(name());
    }

    @Override
    public String name() {
        return hold.request().name();
    }

    @Override
    public long fencingToken() {
        return hold.token();
    }

    @Override
    public long fencingToken(String name) {
        if (!name.equals(name())) {
            throw otherName(name, this);
        }
        return fencingToken();
    }

    @Override
    public LeaseState state() {
        LeaseState state = hold.state();
        return state != LeaseState.LOST && released.get() ? LeaseState.RELEASED : state;
    }

    @Override
    public boolean isHeld() {
        return !released.get() && hold.isHeld();
    }

    @Override
    public Duration remaining() {
        return isHeld() ? hold.remaining() : Duration.ZERO;
    }

    @Override
    public void extend(Duration atLeast) {
        LockRequest.checkRange("extend", name(), atLeast, LockRequest.MIN_LEASE);
        engine.store().check(hold.request().leaseFor(atLeast));
        if (!isHeld()) {
            throw hold.lost();
        }
        CompletableFuture<Boolean> extended = engine.keeper().extend(hold.grant(), atLeast);
        boolean held = new Answer<>(extended).orAfter(engine.store().commandTimeout(), () -> {
            throw new LockStoreException(
                    engine.store().describe() + " did not confirm the extension of lock " + hold + " within "
                            + Display.duration(engine.store().commandTimeout())
                            + ". The lease runs as before; extend it again, or finish before its end.",
                    true,
                    null);
        });
        if (!held) {
            throw hold.lost();
        }
    }

    @Override
    public void onLost(Consumer<? super LockLease> callback) {
        hold.onLost(() -> {
            if (releasedInTime) {
                return;
            }
            try {
                callback.accept(this);
            } catch (RuntimeException e) {
                LogLine.of(log.atWarn().setCause(e), hold).log("An onLost callback of lock {} failed", hold);
            }
        });
    }

    @Override
    public boolean release() {
        return await(leave());
    }

    @Override
    public CompletableFuture<Boolean> releaseAsync() {
        CompletableFuture<Boolean> left = leave();
        // Not on the store's threads: what a caller hangs on it may block.
        return left == AGAIN ? left.copy() : left.thenApplyAsync(this::told, engine.answers());
    }

    @Override
    public void endReentrancy() {
        engine.holds().left(hold);
    }

    @Override
    public void abandon() {
        hold.unused();
        leave();
    }

    Hold hold() {
        return hold;
    }

    /** Leaves the lock; further calls do nothing, and answer false. */
    CompletableFuture<Boolean> leave() {
        if (!released.compareAndSet(false, true)) {
            return AGAIN;
        }
        // One that was lost before hears of it all the same.
        releasedInTime = hold.isHeld();
        return hold.leave();
    }

    /** Waits for what {@link #leave} began. */
    boolean await(CompletableFuture<Boolean> left) {
        return left != AGAIN
                && told(new Answer<>(left).orAfter(engine.store().commandTimeout(), () -> {
                    LogLine.of(log.atWarn(), hold)
                            .log(
                                    "The release of lock {} is not answered yet by {}, and goes on in the background",
                                    hold,
                                    engine.store().describe());
                    return true;
                }));
    }

    static LockUsageException otherName(String name, LockLease lease) {
        return new LockUsageException("There is no lock " + Display.name(name) + " in " + lease + ".");
    }

    private boolean told(boolean ours) {
        if (hold.state() != LeaseState.RELEASED) {
            return ours;
        }
        if (!ours) {
            LogLine.of(log.atWarn(), hold)
                    .log(
                            "Lock {} was no longer ours when it was released after {}",
                            hold,
                            Display.duration(hold.held()));
        } else if (log.isDebugEnabled()) {
            LogLine.of(log.atDebug(), hold).log("Released lock {} after {}", hold, Display.duration(hold.held()));
        }
        return ours;
    }

    @Override
    public String toString() {
        return "LockLease " + hold;
    }
}
