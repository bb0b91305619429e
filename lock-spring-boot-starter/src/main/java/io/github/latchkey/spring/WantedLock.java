package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of a call. */
record WantedLock(LockOperation operation, LockRequest request) {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** Asks on behalf of another than the calling thread. */
    WantedLock ownedBy(Object owner) {
        return new WantedLock(operation, request.ownedBy(owner));
    }

    /** Whether the method is to be run without this lock, which then is told. */
    boolean goesWithout(Throwable failure, LockedCallObserver observer) {
        if (!(failure instanceof LockStoreException outage) || !canDoWithout(outage)) {
            return false;
        }
        log.warn("Running '{}' without its lock, as its outage policy says: {}", operation.name(), outage.getMessage());
        observer.proceedsUnlocked(operation.name(), outage);
        return true;
    }

    /** An interrupt is no outage, nor is what cannot pass by itself. */
    private boolean canDoWithout(LockStoreException failure) {
        return operation.policies().onOutage() == OnOutage.PROCEED_UNLOCKED
                && failure.isPassing()
                && !(failure.getCause() instanceof InterruptedException);
    }
}
