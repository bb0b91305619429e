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

    private final CommitGuard guard = new CommitGuard();

    /** Creates the listener. */
    public TransactionGuard() {}

    /**
     * Checks the locks before there is anything to roll back; an exception after the begin would leave a connection behind.
     *
     * @throws io.github.latchkey.LockLostException if a lock is lost
     */
    @Override
    public void beforeBegin(TransactionExecution transaction) {
        List<HeldLock> locks = around(transaction);
        if (!locks.isEmpty()) {
            guard.begin(locks);
        }
    }

    /**
     * Checks the locks directly before the commit, after everything that is to be done before it.
     *
     * @throws io.github.latchkey.LockLostException if a lock is lost, or cannot be shown to hold
     */
    @Override
    public void beforeCommit(TransactionExecution transaction) {
        List<HeldLock> locks = around(transaction);
        if (!locks.isEmpty()) {
            guard.commit(locks);
        }
    }

    /** Returns the locks from the inside out; none for a savepoint, which commits with the transaction that has it. */
    private static List<HeldLock> around(TransactionExecution transaction) {
        LockContext innermost = LockContext.onThisThread();
        if (innermost == null || !transaction.isNewTransaction()) {
            return List.of();
        }
        List<HeldLock> locks = new ArrayList<>();
        for (@Nullable LockContext context = innermost; context != null; context = context.outer()) {
            locks.addAll(context.held());
        }
        return locks;
    }
}
