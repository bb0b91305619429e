package io.github.latchkey.spring;

/**
 * What a locked method does that is called in a transaction which is running already. Its lock is held until that transaction has
 * ended; but what the transaction has read before may be older than the lock.
 */
public enum InTransaction {

    /** It takes the lock. */
    JOIN,

    /** It takes the lock, and warns once for each method, with the isolation level. */
    WARN,

    /** The caller gets {@link io.github.latchkey.LockUsageException}, before anything is locked. */
    FAIL
}
