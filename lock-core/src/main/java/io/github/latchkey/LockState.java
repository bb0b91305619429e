package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the store said of a lock at one moment; it may have changed since.
 *
 * @param name         the lock name
 * @param holders      the owner ids of the holders, more than one if it is shared; {@code -} while a minimum hold runs out after a
 *                     release; empty if the lock is free
 * @param remaining    how long the lock stays taken if it is not renewed; null if it is free, or its key has no expiry
 * @param fencingToken the token of the exclusive grant; 0 if the lock is free or shared. Where the grant was handed on inside a process,
 *                     the present holder's own token is a little higher
 * @param waiting      places in the queue. The requests of one client that wait for the same have one together, fair ones one each;
 *                     places of clients that died may still be counted
 */
public record LockState(
        String name, List<String> holders, @Nullable Duration remaining, long fencingToken, int waiting) {

    /**
     * Copies the holders.
     *
     * @param name the lock name
     * @param holders who holds it
     * @param remaining how long it stays taken
     * @param fencingToken the exclusive holder's token
     * @param waiting places in the queue
     */
    public LockState {
        holders = List.copyOf(holders);
    }

    /**
     * Returns whether the lock was taken.
     *
     * @return false if it was free
     */
    public boolean isTaken() {
        return !holders.isEmpty();
    }

    /**
     * Returns who held the lock; of several holders any.
     *
     * @return the owner id, as {@link LockClient#forceRelease} wants it, or empty if the lock was free
     */
    public Optional<String> heldBy() {
        return holders.stream().findFirst();
    }
}
