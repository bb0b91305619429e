package io.github.latchkey.sample.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call did and when, as the page draws it.
 *
 * @param call its number in the race, from 0
 * @param by the instance that made it, from 1; 0 for the process that a long job is begun in
 * @param end null while it runs
 * @param reason why it was refused or failed
 * @param token the fencing token of its lock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trace(
        int call,
        String action,
        long subject,
        long detail,
        int by,
        List<Span> spans,
        @Nullable End end,
        @Nullable String reason,
        @Nullable Long token) {

    /** How a call can end. */
    public enum End {
        /** It has done its work. */
        @JsonProperty("done")
        DONE,
        /** It was told no: busy, or against the rules of the business. */
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

    /** Tells whether it was at work at any time. */
    public boolean wasInside() {
        return enteredAt() != Long.MAX_VALUE;
    }

    /** Returns when it was first at work. */
    public long enteredAt() {
        return spans.stream()
                .filter(span -> span.state() != Span.State.WAITING)
                .mapToLong(Span::from)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
