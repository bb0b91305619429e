package io.github.latchkey.spring;

/** What a call does while the store cannot say whether the lock is free. */
public enum OnOutage {

    /** The caller gets {@link io.github.latchkey.LockStoreException}; the method is not run. */
    FAIL,

    /**
     * The method is run without the lock, which is logged and counted. Only while the store is out of reach or not ready: a wrong
     * password, a missing right or the end of the client fail.
     */
    PROCEED_UNLOCKED
}
