package io.github.latchkey.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of one fault, for the report. For one thread. */
final class Outcome {

    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Duration> worst = new LinkedHashMap<>();

    /** Says in a few words what happened. */
    void note(String text) {
        notes.add(text);
    }

    /** Notes a time; the worst of each kind is reported. Returns it, to be asserted on. */
    Duration took(String what, Duration time) {
        worst.merge(what, time, (one, other) -> one.compareTo(other) > 0 ? one : other);
        return time;
    }

    String notes() {
        return String.join("; ", notes);
    }

    String worst() {
        return worst.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().toMillis() + " ms")
                .collect(Collectors.joining(", "));
    }
}
