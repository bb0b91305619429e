package io.github.latchkey.sample;

import java.util.List;
import java.util.Objects;

/** A case that an instance can race, and its strategies. */
public record KnownCase(String name, List<String> strategies) {

    /** Asks an instance for all of its cases. */
    public static List<KnownCase> all(Http http) {
        return http.get("/api/cases").objects().stream()
                .map(description -> new KnownCase(
                        String.valueOf(description.get("case")),
                        ((List<?>) Objects.requireNonNull(description.get("strategies")))
                                .stream().map(String::valueOf).toList()))
                .toList();
    }
}
