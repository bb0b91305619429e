package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockUsageException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The end of a transaction that was running before the lock was taken. Given back earlier, the lock would let the next holder read
 * what this transaction has not committed yet.
 */
final class TransactionEnd {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private static final Map<Integer, String> ISOLATION = Map.of(
            TransactionDefinition.ISOLATION_READ_UNCOMMITTED, "READ_UNCOMMITTED",
            TransactionDefinition.ISOLATION_READ_COMMITTED, "READ_COMMITTED",
            TransactionDefinition.ISOLATION_REPEATABLE_READ, "REPEATABLE_READ",
            TransactionDefinition.ISOLATION_SERIALIZABLE, "SERIALIZABLE");

    private TransactionEnd() {}

    static boolean isRunning() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
    }

    /**
     * Says what the policies of these locks say to the running transaction, before any of them is taken. What a method around this
     * one holds is not taken in that transaction.
     */
    static void checkPolicy(List<WantedLock> wanted, @Nullable LockContext outer) {
        checkPolicy(wanted, outer, TransactionSynchronizationManager.getCurrentTransactionIsolationLevel());
    }

    static void checkPolicy(List<WantedLock> wanted, @Nullable LockContext outer, @Nullable Integer level) {
        for (WantedLock one : wanted) {
            if (outer != null && outer.owner(one.request().names()) != null) {
                continue;
            }
            String name = one.operation().name();
            switch (one.operation().policies().inTransaction()) {
                case JOIN -> {}
                case WARN -> {
                    if (WARNED.add(name)) {
                        log.warn(
                                "Locked method '{}' was called in a transaction that was already running (isolation {}), so the lock"
                                        + " is held until that ends, and what it has read before may be older than the lock. Take"
                                        + " the lock outside of the transaction, or set distributed-lock.in-transaction.",
                                name,
                                isolation(level));
                    }
                }
                case FAIL ->
                    throw new LockUsageException("Locked method '" + name
                            + "' was called in a transaction that was already running (isolation " + isolation(level)
                            + "): what it has read before may be older than the lock. Call it outside of the transaction, or set"
                            + " distributed-lock.in-transaction to join or warn. Nothing was locked.");
            }
        }
    }

    /**
     * Returns what completes with the end of the transaction that runs on this thread, which then checks an asynchronous call's leases
     * before its commit, or null where none does.
     */
    static @Nullable CompletableFuture<Void> awaited(AsynchronousCall call) {
        if (!isRunning()) {
            return null;
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                LeaseGuard.commit(call.granted());
            }

            @Override
            public void afterCompletion(int status) {
                ended.complete(null);
            }
        });
        return ended;
    }

    /** Makes the end of the running transaction check and release the locks; false where it has ended meanwhile. */
    static boolean releases(HeldLocks held) {
        if (!isRunning()) {
            return false;
        }
        TransactionSynchronizationManager.registerSynchronization(new Joined(held));
        return true;
    }

    /** Returns the locks that the end of the running transaction releases. */
    static List<HeldLock> joined() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return List.of();
        }
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .flatMap(one -> one instanceof Joined joined ? joined.held.all().stream() : Stream.empty())
                .toList();
    }

    private static final class Joined implements TransactionSynchronization {

        private final HeldLocks held;

        Joined(HeldLocks held) {
            this.held = held;
        }

        /** For a transaction that was begun without Spring, of whose commit the guard is not told. */
        @Override
        public void beforeCommit(boolean readOnly) {
            LeaseGuard.commit(held.all());
        }

        @Override
        public void afterCompletion(int status) {
            held.release();
        }
    }

    private static String isolation(@Nullable Integer level) {
        return level == null ? "the database's default" : ISOLATION.getOrDefault(level, String.valueOf(level));
    }
}
