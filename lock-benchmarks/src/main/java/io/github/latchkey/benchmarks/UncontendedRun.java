package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.worker.Order;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** P1: taking and releasing locks that nobody else wants. */
final class UncontendedRun {

    private static final int[] THREADS = {1, 8, 64};
    private static final int CENSUS = 500;

    private UncontendedRun() {}

    static void run(Bench bench) throws InterruptedException {
        for (int threads : THREADS) {
            run(bench, threads);
        }
    }

    private static void run(Bench bench, int threads) throws InterruptedException {
        String title = "P1 uncontended, " + threads + (threads == 1 ? " thread" : " threads");
        Scale scale = bench.scale();
        Results results = bench.run(
                Plan.of(title, withVariant(scale.libraries()), scale.rounds()),
                crew -> crew.ask(cycles(threads, scale.firstWarmUp())),
                crew -> turn(crew, threads, scale));
        bench.report().add(results.againstRaw(title + ": throughput ≥ 0.9 × raw", "throughput", Limit.atLeast(0.9)));
        bench.report()
                .add(results.againstRaw(
                        title + ", release not awaited: throughput ≥ 0.9 × raw",
                        Library.LATCHKEY_SENT,
                        "throughput",
                        Limit.atLeast(0.9)));
        bench.report().add(results.againstRaw(title + ": CPU µs a cycle ≤ 1.2 × raw", "cpuMicros", Limit.atMost(1.2)));
        bench.report().add(results.againstRaw(title + ": KB a cycle ≤ 1.2 × raw", "kilobytes", Limit.atMost(1.2)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("cycles/s", "throughput");
        columns.put("client CPU a cycle, µs", "cpuMicros");
        columns.put("allocated a cycle, KB", "kilobytes");
        columns.put("server calls a cycle", "calls");
        if (threads == 1) {
            // A hundredth for what a client sends now and then, such as a renewal.
            bench.report().add(results.absolute(title + ": 2 requests a cycle", "requests", Limit.atMost(2.01)));
            columns.put("requests a cycle", "requests");
        }
        bench.show(title, results, columns);
    }

    private static List<Library> withVariant(List<Library> libraries) {
        return Stream.concat(libraries.stream(), Stream.of(Library.LATCHKEY_SENT))
                .toList();
    }

    private static Figures turn(Crew crew, int threads, Scale scale) throws Exception {
        crew.ask(cycles(threads, scale.warmUp()));
        Figures measured = crew.askCounted(cycles(threads, scale.turn()));
        double cycles = measured.get("cycles");
        Figures figures = Figures.NONE
                .with("throughput", cycles / measured.get("nanos") * 1e9)
                .with("cpuMicros", measured.get("cpu") / cycles / 1e3)
                .with("kilobytes", measured.get("bytes") / cycles / 1024)
                .with("calls", measured.get("calls") / cycles);
        if (threads > 1) {
            return figures;
        }
        long requests = crew.server()
                .requestsDuring(() -> crew.ask(cycles(1, Duration.ofMinutes(1)).with("count", CENSUS)));
        return figures.with("requests", (double) requests / CENSUS);
    }

    private static Order cycles(int threads, Duration time) {
        return Order.of("cycles")
                .with("threads", threads)
                .with("count", Integer.MAX_VALUE)
                .with("time", time);
    }
}
