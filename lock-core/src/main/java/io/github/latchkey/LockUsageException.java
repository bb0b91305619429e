package io.github.latchkey;

/** Thrown when a request cannot be right whatever the state of the lock: a blank name, a lease out of range. */
public final class LockUsageException extends LockException {

    private static final long serialVersionUID = 1L;

    LockUsageException(String message) {
        super(message, null);
    }
}
