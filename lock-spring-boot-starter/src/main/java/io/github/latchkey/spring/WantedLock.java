package io.github.latchkey.spring;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;

/** One request of a call. */
record WantedLock(LockOperation operation, LockRequest request) {

    /** Whether the method is to be run without this lock. An interrupt is no outage, nor is what cannot pass by itself. */
    boolean canDoWithout(LockStoreException failure) {
        return operation.policies().onOutage() == OnOutage.PROCEED_UNLOCKED
                && failure.isPassing()
                && !(failure.getCause() instanceof InterruptedException);
    }
}
