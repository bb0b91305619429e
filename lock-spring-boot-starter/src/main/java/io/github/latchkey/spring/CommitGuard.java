package io.github.latchkey.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps holders that have lost their locks from beginning and committing transactions. It works on the thread of the transaction, and
 * throws {@link io.github.latchkey.LockLostException}, which rolls the transaction back.
 */
final class CommitGuard {

    private final FenceGuard fence;

    CommitGuard(LockSetup setup) {
        fence = new FenceGuard(setup);
    }

    /** Lets a transaction begin inside of these locks. */
    void begin(List<HeldLock> locks) {
        LeaseGuard.begin(locks);
        fence.begin(locks);
    }

    /** Lets a method run whose locks were taken in a transaction that was running already. */
    void join(List<HeldLock> locks, @Nullable LockContext outer) {
        fence.join(locks, outer);
    }

    /** Lets a transaction commit; one that is only read from has nothing to protect, and some databases would refuse to write in it. */
    void commit(List<HeldLock> locks, boolean readOnly) {
        LeaseGuard.commit(locks);
        if (!readOnly) {
            fence.confirm(locks);
        }
    }
}
