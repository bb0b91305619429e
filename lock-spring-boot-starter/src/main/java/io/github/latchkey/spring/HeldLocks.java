package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks of one call, in the order in which they were granted. */
final class HeldLocks {

    private final List<HeldLock> locks = new ArrayList<>(1);

    void add(HeldLock lock) {
        locks.add(lock);
    }

    boolean isEmpty() {
        return locks.isEmpty();
    }

    List<HeldLock> all() {
        return locks;
    }

    /** Gives all back, the last one first, and returns what the caller is to get where one of them was lost. */
    @Nullable LockLostException release() {
        LockLostException failure = null;
        for (int i = locks.size() - 1; i >= 0; i--) {
            HeldLock lock = locks.get(i);
            boolean lost = lock.isLost();
            lost |= !lock.lease().release();
            failure = lost && lock.failsIfLost() ? lock.lost() : failure;
        }
        return failure;
    }

    /** Returns what the caller is to get where one of the locks, which are held on, is lost by now. */
    @Nullable LockLostException lost() {
        return locks.stream()
                .filter(lock -> lock.failsIfLost() && lock.isLost())
                .findFirst()
                .map(HeldLock::lost)
                .orElse(null);
    }
}
