package io.github.latchkey.sample.races;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of a race, as its instance shows them. */
public record RaceCalls(Map<String, Object> fields) {

    /** Asks for them. */
    public static RaceCalls of(Http http, long race) {
        Answer answer = http.get("/api/races/" + race + "/timeline");
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        return new RaceCalls(answer.fields());
    }

    /** One call. */
    public record CallBar(Map<String, Object> fields) {

        long number() {
            return asLong(fields.get("call"));
        }

        /** Returns what was done by it. */
        public long subject() {
            return asLong(fields.get("subject"));
        }

        /** Returns the instance that made it. */
        public long by() {
            return asLong(fields.get("by"));
        }

        /** Returns what became of it. */
        public String end() {
            return String.valueOf(fields.get("end"));
        }

        String reason() {
            return String.valueOf(fields.get("reason"));
        }

        /** Returns the states that it was in, one after the other. */
        public List<String> states() {
            return objects(fields.get("spans")).stream()
                    .map(span -> String.valueOf(span.get("state")))
                    .toList();
        }

        /** Returns from when to when it was in this state. */
        List<List<Long>> in(String state) {
            return objects(fields.get("spans")).stream()
                    .filter(span -> state.equals(span.get("state")))
                    .map(span -> List.of(asLong(span.get("from")), asLong(span.get("to"))))
                    .toList();
        }
    }

    /** Returns all calls. */
    public List<CallBar> calls() {
        return objects(fields.get("traces")).stream().map(CallBar::new).toList();
    }

    long violations() {
        return asLong(((Map<?, ?>) Objects.requireNonNull(fields.get("race"))).get("violations"));
    }

    /** Returns the numbers of the calls that broke something. */
    public List<?> broken() {
        return (List<?>) Objects.requireNonNull(fields.get("broken"));
    }

    /** Returns what befell the race, by kind. */
    public List<String> marks() {
        return objects(fields.get("marks")).stream()
                .map(mark -> String.valueOf(mark.get("kind")))
                .toList();
    }

    /** Returns the steps of its story. */
    public List<Map<String, Object>> steps() {
        Map<?, ?> story = (Map<?, ?>) fields.get("story");
        return story == null ? List.of() : objects(story.get("steps"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(@Nullable Object list) {
        return (List<Map<String, Object>>) Objects.requireNonNull(list);
    }

    private static long asLong(@Nullable Object number) {
        return ((Number) Objects.requireNonNull(number)).longValue();
    }
}
