package io.github.latchkey.spring;

/** What happens when the lock is lost while its method runs. In each case it is logged, counted and told to {@code onLost} callbacks. */
public enum OnLost {

    /** The method goes on, and its result is passed on. */
    REPORT,

    /**
     * The thread that runs the method is interrupted, once; the flag does not leave the method with it. For methods that do their work
     * on the calling thread; refused at the start for others.
     */
    INTERRUPT,

    /**
     * The caller gets {@link io.github.latchkey.LockLostException} instead of the result; of an asynchronous method at the moment of the
     * loss, and its work is cancelled. An exception of the method wins.
     */
    FAIL
}
