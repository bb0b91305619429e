package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Report;
import io.github.latchkey.benchmarks.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lets libraries take turns: in rotation, round by round, with disturbed turns repeated. For one thread. */
final class Bench {

    /** The lease where a scenario says nothing: Latchkey's and Redisson's default, and what the others are told. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final Scale scale;
    private final Fleet fleet;
    private final Report report;
    private final long begin = System.nanoTime();
    private final Disturbances disturbances;

    Bench(Scale scale, Fleet fleet, Report report) {
        this.scale = scale;
        this.fleet = fleet;
        this.report = report;
        this.disturbances = new Disturbances(scale.repeats());
    }

    Scale scale() {
        return scale;
    }

    Report report() {
        return report;
    }

    /** Runs all rounds of a scenario. A library whose turn fails is out, and the report says why. */
    Results run(Plan plan, Turn warmUp, Turn turn) throws InterruptedException {
        System.out.printf("%5d s  %s ", (System.nanoTime() - begin) / 1_000_000_000, plan.title());
        Results results = new Results();
        Map<Library, Crew> crews = new EnumMap<>(Library.class);
        for (Library library : plan.libraries()) {
            attempt(plan, crews, library, () -> {
                Crew crew = fleet.open(library, plan.processes(), plan.lease());
                crews.put(library, crew);
                warmUp.take(crew);
            });
        }
        for (int round = 0; round < plan.rounds(); round++) {
            List<Library> order = new ArrayList<>(crews.keySet());
            Collections.rotate(order, -round);
            for (Library library : order) {
                attempt(
                        plan,
                        crews,
                        library,
                        () -> results.add(library, disturbances.leastOf(() -> turn.take(crew(crews, library)))));
            }
        }
        results.libraries().stream()
                .filter(library -> !crews.containsKey(library))
                .forEach(results::remove);
        for (Library library : List.copyOf(crews.keySet())) {
            attempt(plan, crews, library, () -> crew(crews, library).close());
        }
        System.out.println();
        return results;
    }

    Disturbances disturbances() {
        return disturbances;
    }

    /** Shows figures of every library that took part. */
    void show(String title, Results results, Map<String, String> columns) {
        List<String> head = new ArrayList<>(List.of("library"));
        head.addAll(columns.keySet());
        List<List<String>> cells = new ArrayList<>();
        for (Library library : results.libraries()) {
            List<String> row = new ArrayList<>(List.of(library.title()));
            columns.values().forEach(figure -> row.add(Row.number(results.median(library, figure))));
            cells.add(row);
        }
        report.details(title, head, cells);
    }

    private void attempt(Plan plan, Map<Library, Crew> crews, Library library, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            System.out.print("!");
            report.voided(plan.title() + ", " + library.title() + ": " + e.getMessage());
            crews.remove(library);
            fleet.discard(library);
        }
    }

    private static Crew crew(Map<Library, Crew> crews, Library library) throws IOException {
        Crew crew = crews.get(library);
        if (crew == null) {
            throw new IOException(library.title() + " is not open");
        }
        return crew;
    }

    /** What a library does when it has its turn. */
    @FunctionalInterface
    interface Turn {

        Figures take(Crew crew) throws Exception;
    }

    @FunctionalInterface
    private interface Step {

        void run() throws Exception;
    }
}
