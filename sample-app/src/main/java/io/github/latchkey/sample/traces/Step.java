package io.github.latchkey.sample.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a call did.
 *
 * @param micros microseconds since the race began
 * @param text the statement, the token or the reason, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(long micros, Kind kind, @Nullable String text) {

    /** What a call can do. */
    public enum Kind {
        /** It was made. */
        @JsonProperty("begun")
        BEGUN,
        /** It was given the lock. */
        @JsonProperty("locked")
        LOCKED,
        /** It has read from the database. */
        @JsonProperty("read")
        READ,
        /** It has written to the database. */
        @JsonProperty("write")
        WRITE,
        /** It asks a service elsewhere. */
        @JsonProperty("remote")
        REMOTE,
        /** It is made again. */
        @JsonProperty("retried")
        RETRIED,
        /** Its process was stopped. */
        @JsonProperty("stopped")
        STOPPED,
        /** Its process goes on. */
        @JsonProperty("resumed")
        RESUMED,
        /** It was told that its lock is lost. */
        @JsonProperty("lost")
        LOST,
        /** It has done its work. */
        @JsonProperty("done")
        DONE,
        /** It was told no. */
        @JsonProperty("refused")
        REFUSED,
        /** It broke. */
        @JsonProperty("failed")
        FAILED,
        /** Its commit was refused, since its lock was lost. */
        @JsonProperty("rejected")
        REJECTED,
        /** It has committed although its lock was lost, or never was. */
        @JsonProperty("stale-committed")
        STALE_COMMITTED
    }
}
