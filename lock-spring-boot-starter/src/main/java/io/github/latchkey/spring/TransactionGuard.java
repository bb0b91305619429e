package io.github.latchkey.spring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Watches the transactions that begin and commit inside of locked methods, for the {@linkplain DistributedLock#guard() guards} of all
 * the locks around them. It is to be a listener of every transaction manager, and costs next to nothing where no lock is held. Safe for
 * use by several threads.
 */
public final class TransactionGuard implements TransactionExecutionListener {

    private final CommitGuard guard;

    /**
     * Creates the listener.
     *
     * @param setup what it wants to know of the application, when it needs it
     */
    public TransactionGuard(LockSetup setup) {
        guard = new CommitGuard(setup);
    }

    /**
     * Checks the locks before there is anything to roll back; an exception after the begin would leave a connection behind.
     *
     * @throws io.github.latchkey.LockLostException  if a lock is lost
     * @throws io.github.latchkey.LockUsageException if a lock has a fence, which cannot protect the transaction
     */
    @Override
    public void beforeBegin(TransactionExecution transaction) {
        List<HeldLock> locks = transaction.isNewTransaction() ? around() : List.of();
        if (!locks.isEmpty()) {
            guard.begin(locks);
        }
    }

    /**
     * Checks the locks directly before the commit, after everything that is to be done before it.
     *
     * @throws io.github.latchkey.LockLostException  if a lock is lost, or cannot be shown to hold
     * @throws io.github.latchkey.LockUsageException if a lock has a fence, which cannot protect the transaction
     */
    @Override
    public void beforeCommit(TransactionExecution transaction) {
        // A savepoint commits with the transaction that has it.
        if (!transaction.isNewTransaction()) {
            return;
        }
        List<HeldLock> locks = new ArrayList<>(around());
        locks.addAll(TransactionEnd.joined());
        if (!locks.isEmpty()) {
            guard.commit(locks, transaction.isReadOnly());
        }
    }

    /** Returns the locks that this thread runs in, from the inside out. */
    private static List<HeldLock> around() {
        LockContext innermost = LockContext.onThisThread();
        if (innermost == null) {
            return List.of();
        }
        List<HeldLock> locks = new ArrayList<>();
        for (@Nullable LockContext context = innermost; context != null; context = context.outer()) {
            locks.addAll(context.held());
        }
        return locks;
    }
}
