package io.github.latchkey;

/**
 * Thrown when a lease that is needed no longer holds: its time ran out before it was renewed, or the store no longer knows
 * its owner. Somebody else may hold the lock by now.
 */
public final class LockLostException extends LockException {

    private static final long serialVersionUID = 1L;

    private final String lockName;
    private final long fencingToken;

    /**
     * Creates the exception; meant for extensions of the client.
     *
     * @param lockName     the lock that was lost
     * @param fencingToken the token of its lease
     * @param reason       how it was lost, or is known to be lost
     */
    public LockLostException(String lockName, long fencingToken, String reason) {
        super(
                "Lock " + Display.name(lockName) + " (fencing token " + fencingToken + ") is no longer held: " + reason
                        + ". Stop the work that relies on it, and roll back what it has not committed.",
                null);
        this.lockName = lockName;
        this.fencingToken = fencingToken;
    }

    /**
     * Returns the lock that was lost.
     *
     * @return the lock name
     */
    public String lockName() {
        return lockName;
    }

    /**
     * Returns the token of the lease that was lost.
     *
     * @return the fencing token
     */
    public long fencingToken() {
        return fencingToken;
    }
}
