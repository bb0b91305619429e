package io.github.latchkey.sample.traces;

import io.github.latchkey.sample.traces.Trace.End;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which call is traced.
 *
 * @param call its number in the race, from 0
 * @param by the instance that makes it, from 1; 0 for the process that a long job is begun in
 */
public record TracedSubject(int call, String action, long subject, long detail, int by) {

    /** Returns what became of the call. */
    public Trace trace(List<Span> spans, @Nullable End end, @Nullable String reason, @Nullable Long token) {
        return new Trace(call, action, subject, detail, by, spans, end, reason, token);
    }
}
