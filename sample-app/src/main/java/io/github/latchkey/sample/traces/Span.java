package io.github.latchkey.sample.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A part of a call's time.
 *
 * @param from microseconds since the race began
 * @param to likewise; null while it lasts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Span(State state, long from, @Nullable Long to) {

    /** What a call can be doing. */
    public enum State {
        /** It waits for the lock, or for a row lock of the database. */
        @JsonProperty("waiting")
        WAITING,
        /** It has the lock, or the row lock. */
        @JsonProperty("holding")
        HOLDING,
        /** It is at work, with nothing that keeps others out. */
        @JsonProperty("inside")
        INSIDE,
        /** Its process is stopped. */
        @JsonProperty("stopped")
        STOPPED,
        /** It goes on although its lock is lost. */
        @JsonProperty("stale")
        STALE
    }
}
