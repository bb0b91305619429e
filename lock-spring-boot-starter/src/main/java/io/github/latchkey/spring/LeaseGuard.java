package io.github.latchkey.spring;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.List;

/** The part of the guard that the lease plays: what this process knows of its locks, and what the store says where that is little. */
final class LeaseGuard {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(1);

    private LeaseGuard() {}

    /** Lets a transaction begin only while all its locks are held. */
    static void begin(List<HeldLock> locks) {
        for (HeldLock lock : locks) {
            if (isGuarded(lock) && lock.isLost()) {
                throw lock.lost("it was lost before a transaction of " + named(lock) + " began, which was not begun");
            }
        }
    }

    /** Lets a transaction commit only if all its locks are held, and can be expected to be held until it has committed. */
    static void commit(List<HeldLock> locks) {
        for (HeldLock lock : locks) {
            if (isGuarded(lock)) {
                checkLease(lock);
            }
        }
    }

    /**
     * The local clock says when a lease is over at the latest, not whether the store still has it, and a commit takes time. So where
     * the last renewal is in doubt, or the rest of the lease is short, the store is asked for more.
     */
    private static void checkLease(HeldLock lock) {
        LockLease lease = lock.lease();
        if (lock.isLost()) {
            throw lock.lost(
                    "it was lost before a transaction of " + named(lock) + " could commit, which was rolled back");
        }
        Duration margin = margin(lock);
        if (lease.state() == LeaseState.HELD && lease.remaining().compareTo(margin) >= 0) {
            return;
        }
        try {
            lease.extend(margin);
        } catch (LockLostException gone) {
            LockLostException refused = lock.lost("the store said so when a transaction of " + named(lock)
                    + " was about to commit, which was rolled back");
            refused.addSuppressed(gone);
            throw refused;
        } catch (LockStoreException unconfirmed) {
            // By the clock of this process it is still ours; with enough of it left that will do.
            if (lock.isLost() || lease.remaining().compareTo(margin) < 0) {
                LockLostException refused = lock.lost("it cannot be shown to hold until a transaction of " + named(lock)
                        + " has committed, which was rolled back; "
                        + lease.remaining().toMillis()
                        + " ms of the lease are left, less than the margin of " + margin.toMillis()
                        + " ms, and the store did not confirm it (" + unconfirmed.getMessage() + ")");
                refused.addSuppressed(unconfirmed);
                throw refused;
            }
        }
    }

    /** A lease that is renewed in time has always more left than a third. */
    private static Duration margin(HeldLock lock) {
        Duration third = lock.operation().template().terms().leaseFor().dividedBy(3);
        return third.compareTo(LONGEST_MARGIN) < 0 ? third : LONGEST_MARGIN;
    }

    private static boolean isGuarded(HeldLock lock) {
        return lock.operation().policies().guard() != Guard.NONE;
    }

    private static String named(HeldLock lock) {
        return "'" + lock.operation().name() + "'";
    }
}
