package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The part of a race that one instance runs. */
record Share(@JsonProperty("case") String name, String strategy, int threads, List<Call> calls) {

    Share {
        if (name == null || strategy == null || calls == null) {
            throw new IllegalArgumentException("A share has a case, a strategy, threads and calls");
        }
    }
}
