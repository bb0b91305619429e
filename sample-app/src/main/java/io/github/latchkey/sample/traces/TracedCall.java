package io.github.latchkey.sample.traces;

import java.util.List;

/** A trace with all that the call did, step by step. */
public record TracedCall(Trace trace, List<Step> steps) {

    /** Returns the trace alone. */
    TracedCall withoutSteps() {
        return new TracedCall(trace, List.of());
    }
}
