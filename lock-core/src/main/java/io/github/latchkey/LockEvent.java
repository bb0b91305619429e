package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a lock request or a lease of a client.
 *
 * @param kind         what happened
 * @param name         the lock name
 * @param label        the request's label, or null
 * @param fencingToken the lease's token; 0 where there is no lease
 * @param after        how long the request waited, or how long the lease has been held
 * @param reason       why, in words, or null where there is nothing to explain
 */
public record LockEvent(
        Kind kind, String name, @Nullable String label, long fencingToken, Duration after, @Nullable String reason) {

    /** What can happen. */
    public enum Kind {

        /** A request got the lock, from the store or from another thread of this process; a nested lease is no event. */
        ACQUIRED,

        /** A request ended because somebody else had the lock. */
        BUSY,

        /** A request ended because the store could not say. */
        FAILED,

        /** A lease was renewed. */
        RENEWED,

        /** A renewal failed or was not answered in time; the lease holds until its deadline. */
        SUSPECT,

        /** A lease was lost. */
        LOST,

        /** A lease was given back by its holder. */
        RELEASED
    }
}
