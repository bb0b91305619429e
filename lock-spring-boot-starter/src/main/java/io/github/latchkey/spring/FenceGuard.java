package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import io.github.latchkey.LockUsageException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * The part of the guard that the database plays. A holder claims before it reads; who has not committed by then no longer can, and
 * one who has passed the check of its commit keeps the claim waiting until it has committed.
 */
final class FenceGuard {

    private static final String ELSEWHERE =
            "Guard.FENCE protects transactions on the DataSource of the fence table only; for work"
                    + " elsewhere choose Guard.LEASE or Guard.NONE.";

    private final LockSetup setup;

    FenceGuard(LockSetup setup) {
        this.setup = setup;
    }

    /** Refuses a call whose work goes on beside the running transaction, where no claim could come before what that reads. */
    static void checkFuture(List<WantedLock> wanted) {
        for (WantedLock one : wanted) {
            if (one.operation().policies().guard() == Guard.FENCE) {
                throw new LockUsageException(
                        "Locked method '" + one.operation().name() + "' returns a future, and was called"
                                + " in a transaction that was already running. Its work is not part of that, so Guard.FENCE cannot"
                                + " protect it. Call it outside of the transaction, or choose Guard.LEASE. Nothing was locked.");
            }
        }
    }

    /** Claims for a transaction that is about to begin. */
    void begin(List<HeldLock> locks) {
        claim(fenced(locks), false);
    }

    /** Claims for a transaction that is running already, but for what methods around this one have claimed. */
    void join(List<HeldLock> locks, @Nullable LockContext outer) {
        Map<String, HeldLock> fenced = fenced(locks);
        for (@Nullable LockContext context = outer; context != null; context = context.outer()) {
            fenced.keySet().removeAll(fenced(context.held()).keySet());
        }
        claim(fenced, true);
    }

    private void claim(Map<String, HeldLock> fenced, boolean running) {
        if (fenced.isEmpty()) {
            return;
        }
        Fence fence = fence();
        if (fence.isInTransaction() != running) {
            throw new LockUsageException((running
                            ? "The running transaction that the lock of " + any(fenced)
                                    + " was taken in is on another database. "
                            : "A transaction under the lock of " + any(fenced)
                                    + " is about to begin beside one that is still running on the database of the fence table. ")
                    + ELSEWHERE);
        }
        fenced.forEach((name, lock) -> {
            if (!fence.claim(name, token(name, lock))) {
                throw refused(
                        name,
                        lock,
                        running
                                ? "so the method was not run"
                                : "so the transaction of '" + lock.operation().name() + "' was not begun");
            }
        });
    }

    /** Confirms in the transaction that is about to commit. */
    void confirm(List<HeldLock> locks) {
        Map<String, HeldLock> fenced = fenced(locks);
        if (fenced.isEmpty()) {
            return;
        }
        Fence fence = fence();
        if (!fence.isInTransaction()) {
            throw new LockUsageException("The transaction under the lock of " + any(fenced)
                    + " was on another database, and was rolled back. " + ELSEWHERE);
        }
        fenced.forEach((name, lock) -> confirm(name, lock, fence));
    }

    private static void confirm(String name, HeldLock lock, Fence fence) {
        // A snapshot that is older than the lock does not show the lock's own claim.
        String rolledBack = "or the snapshot of the transaction of '"
                + lock.operation().name() + "' is older than the lock, so it was rolled back";
        try {
            if (!fence.confirm(name, token(name, lock))) {
                throw refused(name, lock, rolledBack);
            }
        } catch (ConcurrencyFailureException conflict) {
            LockLostException refused = refused(name, lock, rolledBack);
            refused.addSuppressed(conflict);
            throw refused;
        }
    }

    /** In the order of the names, so that no two transactions wait for each other. */
    private static Map<String, HeldLock> fenced(List<HeldLock> locks) {
        Map<String, HeldLock> fenced = new TreeMap<>();
        for (HeldLock lock : locks) {
            if (lock.operation().policies().guard() == Guard.FENCE) {
                lock.lease().names().forEach(name -> fenced.putIfAbsent(name, lock));
            }
        }
        return fenced;
    }

    private Fence fence() {
        Fence fence = setup.fence();
        if (fence == null) {
            throw new LockUsageException("Guard.FENCE needs a fence table, and the application has none. " + ELSEWHERE);
        }
        return fence;
    }

    private static long token(String name, HeldLock lock) {
        return lock.lease().fencingToken(name);
    }

    private static LockLostException refused(String name, HeldLock lock, String consequence) {
        return new LockLostException(
                name, token(name, lock), "a later holder has claimed it in the fence table, " + consequence);
    }

    private static String any(Map<String, HeldLock> fenced) {
        return "'" + fenced.values().iterator().next().operation().name() + "'";
    }
}
