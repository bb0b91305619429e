package io.github.latchkey.spring;

/** What a call does that did not get its lock because somebody else had it. The method itself is not run. */
public enum OnBusy {

    /** The caller gets {@link io.github.latchkey.LockBusyException}. */
    THROW,

    /**
     * The caller gets an empty result: null, an empty {@code Optional}, {@code Mono} or {@code Flux}, or a future completed with null.
     * Refused for methods that return a primitive, and for suspend functions whose result is not nullable.
     */
    SKIP,

    /** The {@linkplain DistributedLock#fallback() fallback} method is called instead. */
    FALLBACK
}
