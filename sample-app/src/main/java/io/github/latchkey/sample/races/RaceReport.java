package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A race as it stands: running, or over. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RaceReport(
        long id,
        @JsonProperty("case") String name,
        String strategy,
        int requests,
        int users,
        int threads,
        int instances,
        @Nullable String fault,
        State state,
        Instant orderedAt,
        @JsonUnwrapped @Nullable RaceOutcome outcome,
        @Nullable String error) {

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static RaceReport running(long id, RaceOrder order) {
        return new RaceReport(
                id,
                order.race().name(),
                order.strategy().toString(),
                order.requests(),
                order.users(),
                order.threads(),
                order.instances(),
                order.fault() == null ? null : order.fault().toString(),
                State.RUNNING,
                Instant.now(),
                null,
                null);
    }

    RaceReport struckBy(Fault chosen) {
        return new RaceReport(
                id,
                name,
                strategy,
                requests,
                users,
                threads,
                instances,
                chosen.toString(),
                state,
                orderedAt,
                outcome,
                error);
    }

    RaceReport done(RaceOutcome result) {
        return with(State.DONE, result, null);
    }

    RaceReport failed(String reason) {
        return with(State.FAILED, null, reason);
    }

    private RaceReport with(State next, @Nullable RaceOutcome result, @Nullable String reason) {
        return new RaceReport(
                id, name, strategy, requests, users, threads, instances, fault, next, orderedAt, result, reason);
    }
}
