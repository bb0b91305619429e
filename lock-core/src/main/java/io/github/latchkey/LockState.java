package io.github.latchkey;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the store said of a lock at one moment; it may have changed since.
 *
 * @param name         the lock name
 * @param holder       the owner id of the holder; {@code -} while a minimum hold runs out after a release; null if the lock is free
 * @param remaining    how long the lock stays taken if it is not renewed; null if it is free, or its key has no expiry
 * @param fencingToken the holder's token; 0 if the lock is free
 */
public record LockState(String name, @Nullable String holder, @Nullable Duration remaining, long fencingToken) {

    /**
     * Returns the state of a lock that nobody holds.
     *
     * @param name the lock name
     * @return a free lock
     */
    public static LockState free(String name) {
        return new LockState(name, null, null, 0);
    }

    /**
     * Returns whether the lock was taken.
     *
     * @return false if it was free
     */
    public boolean isTaken() {
        return holder != null;
    }

    /**
     * Returns who held the lock.
     *
     * @return the owner id, as {@link LockClient#forceRelease} wants it, or empty if the lock was free
     */
    public Optional<String> heldBy() {
        return Optional.ofNullable(holder);
    }
}
