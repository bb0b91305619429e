package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a lock request or a lease of a client. A request for several names tells of each by itself.
 *
 * @param kind         what happened
 * @param name         the lock name
 * @param label        the request's label, or null
 * @param fencingToken the lease's token; 0 where there is no lease
 * @param after        how long the request waited, or how long the lease has been held
 * @param contended    whether the request found somebody else in its way: inside, or in line before it; false where a lease is told of
 * @param remaining    what was left of the lease when it was renewed, before that moved its end, or when it was released; else null
 * @param lag          how long after its planned time a renewal was confirmed, failed tries included; null but for {@link Kind#RENEWED}
 * @param reason       why, in words, or null where there is nothing to explain
 */
public record LockEvent(
        Kind kind,
        String name,
        @Nullable String label,
        long fencingToken,
        Duration after,
        boolean contended,
        @Nullable Duration remaining,
        @Nullable Duration lag,
        @Nullable String reason) {

    /** What can happen. */
    public enum Kind {

        /** A request got the lock, from the store or from another thread of this process; a nested lease is no event. */
        ACQUIRED,

        /** A request ended because somebody else had the lock. */
        BUSY,

        /** A request ended because its caller no longer waited: the thread was interrupted, or the future cancelled. */
        CANCELLED,

        /** A request ended because the store could not say, or the client was closed. */
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
