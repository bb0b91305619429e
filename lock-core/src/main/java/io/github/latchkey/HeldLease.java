package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lease on a hold: the outermost, or one nested in it. */
final class HeldLease implements LockLease {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private final Hold hold;
    private final Engine engine;
    private final AtomicBoolean released = new AtomicBoolean();

    HeldLease(Hold hold, Engine engine) {
        this.hold = hold;
        this.engine = engine;
    }

    @Override
    public String name() {
        return hold.request().name();
    }

    @Override
    public long fencingToken() {
        return hold.grant().token();
    }

    @Override
    public boolean isHeld() {
        return !released.get() && hold.isHeld();
    }

    @Override
    public Duration remaining() {
        return isHeld() ? hold.untilDeadline() : Duration.ZERO;
    }

    @Override
    public void extend(Duration atLeast) {
        LockRequest.checkLease(name(), atLeast);
        if (!isHeld()) {
            throw hold.lost();
        }
        CompletableFuture<Boolean> extended = engine.keeper().extend(hold, atLeast);
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
            if (released.get()) {
                return;
            }
            try {
                callback.accept(this);
            } catch (RuntimeException e) {
                log.warn("An onLost callback of lock {} failed", hold, e);
            }
        });
    }

    @Override
    public boolean release() {
        return released.compareAndSet(false, true) && hold.leave();
    }

    @Override
    public String toString() {
        return "LockLease " + hold;
    }
}
