package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds what the owner of a request holds already: the place where reentrancy is decided, without a command to the store. */
final class Nesting {

    private final Engine engine;

    Nesting(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns a nested lease, or null if the owner does not hold the name. Throws where it holds it in another way, lost it, or asked
     * for a lease of its own.
     */
    @Nullable HeldLease lease(LockRequest request) {
        Hold hold = engine.holds().find(request.name(), request.owner());
        if (hold == null) {
            return null;
        }
        LockRequest outer = hold.request();
        if (!request.kind().reentrant()) {
            throw LockBusyException.held(request.name(), hold.grant().asBusy(), Duration.ZERO, null);
        }
        if (!outer.kind().covers(request.kind())) {
            throw new LockUsageException("Lock " + Display.name(request.name()) + " is held by this owner as "
                    + outer.kind().describe() + " and asked for as "
                    + request.kind().describe()
                    + ": it would wait for itself. Release it first, or take it as exclusive from the beginning.");
        }
        if (request.terms().replicas() > outer.terms().replicas()) {
            throw new LockUsageException("Lock " + Display.name(request.name()) + " is held by this owner with "
                    + outer.terms().replicas() + " replicas and asked for with "
                    + request.terms().replicas() + ": a nested lease is no safer than the one it is nested in. Take the"
                    + " outer one with as many replicas.");
        }
        if (!hold.join()) {
            return null;
        }
        HeldLease lease = new HeldLease(hold, engine);
        if (!lease.isHeld()) {
            lease.release();
            throw hold.lost();
        }
        return lease;
    }
}
