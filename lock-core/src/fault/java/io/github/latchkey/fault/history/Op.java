package io.github.latchkey.fault.history;

/** What was done. */
public enum Op {
    /** A lock was asked for; its value is the time it may take. */
    ACQUIRE,
    /** The holder saw a later deadline. */
    RENEW,
    /** The lock was given back. */
    RELEASE,
    /** The holder was told, or saw for itself, that the lock is lost. */
    LOST,
    /** The guarded resource was read; its value is what was read. */
    READ,
    /** The guarded resource was written; its value is what was written. */
    WRITE,
    /** Something was broken on purpose, from INVOKED to OK; the pid says which process, 0 = all. */
    FAULT
}
