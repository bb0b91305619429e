package io.github.latchkey.spring;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the highest fencing token of each lock name beside the data that the locks protect, for {@link Guard#FENCE}. Failures of the
 * database are Spring's {@code DataAccessException}s. Implementations are safe for use by several threads.
 */
public interface Fence {

    /**
     * Returns whether a transaction of this thread runs on the database of the fence.
     *
     * @return whether {@link #confirm} is part of it
     */
    boolean isInTransaction();

    /**
     * Writes the token of a holder, for good and outside of any transaction of this thread. Waits for the end of a transaction that has
     * confirmed a token of that name.
     *
     * @param name  what is locked
     * @param token the fencing token of the holder
     * @return false if a higher token is there
     */
    boolean claim(String name, long token);

    /**
     * Writes the token again, as a part of the running transaction. From then on nobody can claim the name until that has ended.
     *
     * @param name  what is locked
     * @param token the fencing token of the holder
     * @return false if a higher token is there
     */
    boolean confirm(String name, long token);

    /**
     * Looks whether the fence can be used, at the start of the application.
     *
     * @return what is wrong with it, and what to do; null for nothing
     */
    @Nullable Problem problem();

    /**
     * Why a fence cannot be used.
     *
     * @param cause  what is wrong
     * @param remedy what to do about it
     */
    record Problem(String cause, String remedy) {}
}
