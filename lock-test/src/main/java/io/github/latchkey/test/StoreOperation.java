package io.github.latchkey.test;

/** What can fail on demand. See {@link TestLocks#failNext(StoreOperation, int)}. */
public enum StoreOperation {

    /** Taking a lock: the request ends with {@link io.github.latchkey.LockStoreException} at once, without a wait. */
    ACQUIRE,

    /** Renewing leases that are held: tried again after a tenth of the lease, 1 s at most, until the lease has run out. */
    RENEW,

    /** Giving a lock back: the holder is not told, and the lock stays taken until it is tried again, 100 ms later. */
    RELEASE
}
