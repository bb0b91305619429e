package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A race as it stands: waiting, running, or over. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RaceReport(
        long id,
        @JsonProperty("case") String name,
        String strategy,
        int requests,
        int threads,
        int instances,
        State state,
        Instant orderedAt,
        @JsonUnwrapped @Nullable RaceOutcome outcome,
        @Nullable String error) {

    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    static RaceReport waiting(long id, RaceOrder order) {
        return new RaceReport(
                id,
                order.race().name(),
                order.strategy().toString(),
                order.requests(),
                order.threads(),
                order.instances(),
                State.WAITING,
                Instant.now(),
                null,
                null);
    }

    RaceReport running() {
        return with(State.RUNNING, null, null);
    }

    RaceReport done(RaceOutcome result) {
        return with(State.DONE, result, null);
    }

    RaceReport failed(String reason) {
        return with(State.FAILED, null, reason);
    }

    private RaceReport with(State next, @Nullable RaceOutcome result, @Nullable String reason) {
        return new RaceReport(id, name, strategy, requests, threads, instances, next, orderedAt, result, reason);
    }
}
