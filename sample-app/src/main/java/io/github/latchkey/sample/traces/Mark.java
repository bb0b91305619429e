package io.github.latchkey.sample.traces;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that befell the whole race.
 *
 * @param micros microseconds since the race began
 */
public record Mark(long micros, Kind kind) {

    /** What can befall a race. */
    public enum Kind {
        /** The holder's process was stopped. */
        @JsonProperty("holder-stopped")
        HOLDER_STOPPED,
        /** The holder's process was let go on. */
        @JsonProperty("holder-resumed")
        HOLDER_RESUMED,
        /** The holder was told that its lock is lost. */
        @JsonProperty("holder-lost")
        HOLDER_LOST,
        /** Redis was killed. */
        @JsonProperty("redis-killed")
        REDIS_KILLED,
        /** Redis was started again, empty. */
        @JsonProperty("redis-started")
        REDIS_STARTED,
        /** All keys in Redis were deleted. */
        @JsonProperty("redis-flushed")
        REDIS_FLUSHED
    }
}
