package io.github.latchkey.fault.history;

/** How far an operation has come. */
public enum Phase {
    /** It begins. */
    INVOKED,
    /** It worked. */
    OK,
    /** It did not work, and had no effect. */
    FAIL,
    /** Nobody knows whether it had an effect. */
    UNKNOWN
}
