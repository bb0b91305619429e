package io.github.latchkey.spring;

/** What keeps a holder that has lost its lock from committing the transactions that its method begins, or runs in. */
public enum Guard {

    /** Nothing. */
    NONE,

    /**
     * A commit is refused, and rolled back, if the lease is lost, or cannot be shown to hold: by the local clock, and by asking the
     * store where it ends soon.
     */
    LEASE,

    /**
     * As LEASE, and the database refuses too: the fencing token is written to the fence table when the transaction begins, and a
     * transaction whose token is no longer the highest there does not begin or commit. For exclusive locks and JDBC transactions.
     */
    FENCE
}
