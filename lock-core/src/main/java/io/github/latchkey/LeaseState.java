package io.github.latchkey;

/** Where a lease stands. It goes from held to suspect and back, and from both to lost or released, from where it never returns. */
public enum LeaseState {

    /** Held, as far as anybody can know. */
    HELD,

    /** Held until its deadline, but the last renewal failed or was not answered in time. */
    SUSPECT,

    /** No longer held, and not by its holder's will. */
    LOST,

    /** Given back by its holder. */
    RELEASED
}
