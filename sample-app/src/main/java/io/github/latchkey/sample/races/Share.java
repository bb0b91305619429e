package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.latchkey.sample.traces.TracedSubject;
import java.util.List;

/**
 * The part of a race that one instance runs.
 *
 * @param key names it among all shares of all races
 * @param startedAt when the race began, in microseconds since 1970
 * @param instance which instance of the race runs it, from 1
 * @param first the number of its first call in the race
 * @param step by how much the numbers of its calls grow
 */
record Share(
        String key,
        @JsonProperty("case") String name,
        String strategy,
        int threads,
        long startedAt,
        int instance,
        int first,
        int step,
        List<Call> calls) {

    Share {
        if (key == null || name == null || strategy == null || calls == null) {
            throw new IllegalArgumentException("A share has a key, a case, a strategy, threads and calls");
        }
    }

    /** Returns which call of the race the one at this place is. */
    TracedSubject subject(int index) {
        Call call = calls.get(index);
        return new TracedSubject(first + index * step, call.action(), call.subject(), call.detail(), instance);
    }
}
