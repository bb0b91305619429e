package io.github.latchkey.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers that one turn measured. As a text, {@code name=number name=number}, they go from process to process. */
public record Figures(Map<String, Double> values) {

    /** No number at all. */
    public static final Figures NONE = new Figures(Map.of());

    /** Copies the numbers. */
    public Figures {
        values = Map.copyOf(values);
    }

    /** Reads what {@link #toString} wrote. */
    public static Figures parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : text.strip().split(" ", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                values.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1)));
            }
        }
        return new Figures(values);
    }

    /** Returns a number; a missing one is an error, for a comparison with it would say nothing. */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("'" + name + "' was not measured, only " + values.keySet());
        }
        return value;
    }

    /** Returns a copy with one more number. */
    public Figures with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Figures(more);
    }

    /** Returns a copy with one more count. */
    public Figures with(String name, long count) {
        return with(name, (double) count);
    }

    /** Returns a copy with the other's numbers, too. */
    public Figures and(Figures other) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.putAll(other.values);
        return new Figures(more);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
