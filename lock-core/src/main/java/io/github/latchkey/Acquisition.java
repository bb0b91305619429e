package io.github.latchkey;

/** A store's answer to one {@link Look} at a lock. Part of the interface for stores. */
public sealed interface Acquisition permits Granted, Busy, Incomplete, Refused {

    /**
     * Returns whether the lock belonged to the stand that the look gave up.
     *
     * @return false if it did not, or the look gave up none
     */
    boolean gaveBack();
}
