package io.github.latchkey.benchmarks.worker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the parent process asks of a worker: a task and its arguments, on one line, none of them with a space. */
public record Order(String task, Map<String, String> arguments) {

    /** Copies the arguments. */
    public Order {
        arguments = Map.copyOf(arguments);
    }

    /** Starts an order without arguments. */
    public static Order of(String task) {
        return new Order(task, Map.of());
    }

    /** Returns a copy with one more argument. */
    public Order with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(arguments);
        more.put(name, value.toString());
        return new Order(task, more);
    }

    static Order parse(String line) {
        String[] parts = line.split(" ", -1);
        Order order = of(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            order = order.with(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        return order;
    }

    String text(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Task " + task + " has no argument '" + name + "'.");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    long longNumber(String name) {
        return Long.parseLong(text(name));
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    @Override
    public String toString() {
        return task
                + arguments.entrySet().stream()
                        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }
}
