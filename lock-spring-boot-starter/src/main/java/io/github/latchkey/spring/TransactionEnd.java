package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The end of a transaction that was running before the lock was taken. Given back earlier, the lock would let the next holder read
 * what this transaction has not committed yet.
 */
final class TransactionEnd {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private TransactionEnd() {}

    static boolean isRunning() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
    }

    /** Makes the end of the running transaction release the lease; false where it has ended meanwhile. */
    static boolean releases(LockLease lease, LockOperation operation) {
        if (!isRunning()) {
            return false;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                lease.release();
            }
        });
        if (WARNED.add(operation.name())) {
            log.warn(
                    "Locked method '{}' was called in a transaction that was already running, so the lock is held until that ends, and what"
                            + " it has read before may be older than the lock. Take the lock outside of the transaction.",
                    operation.name());
        }
        return true;
    }
}
