package io.github.latchkey;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the store cannot say whether a lock is held: unreachable, denied, timed out, out of memory, or the client is
 * closed. The caller does not hold the lock, and what may have been granted unseen is given back in the background.
 */
public final class LockStoreException extends LockException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final boolean sent;

    /**
     * Creates the exception; meant for implementations of {@link LockStore}.
     *
     * @param message what failed, on which node, and what to do
     * @param passing whether the same command may work a moment later, with nobody changing a setting
     * @param cause   the failure below, or null
     */
    public LockStoreException(String message, boolean passing, @Nullable Throwable cause) {
        this(message, passing, true, cause);
    }

    private LockStoreException(String message, boolean passing, boolean sent, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.sent = sent;
    }

    /**
     * Creates the exception for a command that never left this process, so that nothing needs to be undone.
     *
     * @param message what failed, on which node, and what to do
     * @param passing whether the same command may work a moment later, with nobody changing a setting
     * @param cause   the failure below, or null
     * @return the exception
     */
    public static LockStoreException notSent(String message, boolean passing, @Nullable Throwable cause) {
        return new LockStoreException(message, passing, false, cause);
    }

    /**
     * Returns whether the failure can pass by itself: a broken connection, a restart, a failover. A wrong password or a
     * missing right cannot.
     *
     * @return whether the same request may succeed later, with nobody changing a setting
     */
    public boolean isPassing() {
        return passing;
    }

    /**
     * Returns whether the command may have been carried out all the same, or may yet be.
     *
     * @return false only if it never left this process
     */
    public boolean mayHaveRun() {
        return sent;
    }
}
