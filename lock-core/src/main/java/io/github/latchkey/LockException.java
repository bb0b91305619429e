package io.github.latchkey;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything that a lock operation throws. The four kinds tell busy, lost, broken and misused apart; each message
 * names the lock, the numbers and what to do.
 */
public abstract sealed class LockException extends RuntimeException
        permits LockBusyException, LockLostException, LockStoreException, LockUsageException {

    private static final long serialVersionUID = 1L;

    LockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
