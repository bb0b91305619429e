package io.github.latchkey.spring;

import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;

/**
 * One lock of a call that was granted.
 *
 * @param operation what is declared
 * @param lease     the grant
 * @param owner     who enters it again
 */
record HeldLock(LockOperation operation, LockLease lease, Object owner) {

    /** Whether it is lost; only asked before its release. */
    boolean isLost() {
        return !lease.isHeld();
    }

    boolean failsIfLost() {
        return operation.policies().onLost() == OnLost.FAIL;
    }

    LockLostException lost() {
        return lost("it was lost while '" + operation.name() + "' ran");
    }

    LockLostException lost(String reason) {
        return new LockLostException(lease.name(), lease.fencingToken(), reason);
    }
}
