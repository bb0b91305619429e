package io.github.latchkey;

/** Whom a holder of a lock tolerates beside itself. */
public enum LockMode {

    /** Nobody. */
    EXCLUSIVE,

    /** Other shared holders: readers beside readers. No reader overtakes a waiting writer. */
    SHARED
}
