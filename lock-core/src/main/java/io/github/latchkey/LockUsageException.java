package io.github.latchkey;

/**
 * Thrown when a request cannot be right whatever the others do: a blank name, a lease out of range, or an exclusive request of an owner
 * that holds the name as shared, which would wait for itself.
 */
public final class LockUsageException extends LockException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception; meant for extensions of the client.
     *
     * @param message what is wrong, with the value and the limit, and what to do
     */
    public LockUsageException(String message) {
        super(message, null);
    }
}
