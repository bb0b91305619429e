package io.github.latchkey.sample.cases;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What several races of one setting came to. */
record Figures(Setting setting, List<Map<String, Object>> races) {

    static Figures take(Http http, Setting setting, int runs) {
        return new Figures(
                setting, Stream.generate(() -> race(http, setting)).limit(runs).toList());
    }

    private static Map<String, Object> race(Http http, Setting setting) {
        Answer answer = http.post(setting.path());
        if (answer.status() != 200) {
            throw new AssertionError(setting + ": " + answer.body());
        }
        return answer.fields();
    }

    /** Returns how many of the races were broken. */
    long broken() {
        return races.stream().filter(race -> number(race, "violations") > 0).count();
    }

    String brokenOfAll() {
        return broken() + " of " + races.size();
    }

    long sum(String field) {
        return races.stream().mapToLong(race -> (long) number(race, field)).sum();
    }

    /** Returns the middle one of the races. */
    double median(String field) {
        return middle(race -> number(race, field));
    }

    /** Returns the middle one of the races, per hundred requests. */
    double medianPercent(String field) {
        return middle(race -> 100 * number(race, field) / number(race, "requests"));
    }

    /** Returns a line of the table. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.1f | %.1f | %.0f %% | %.0f %% |%n",
                setting.row(),
                violations(),
                median("perSecond"),
                median("p50Millis"),
                median("p99Millis"),
                medianPercent("refused"),
                medianPercent("retries"));
    }

    private String violations() {
        double median = median("violations");
        return median > 0 ? String.format(Locale.ROOT, "**%.0f**", median) : "0";
    }

    private double middle(ToDoubleFunction<Map<String, Object>> figure) {
        double[] sorted = races.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double number(Map<String, Object> race, String field) {
        return Double.parseDouble(String.valueOf(race.get(field)));
    }
}
