package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.worker.Order;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** P6: asking, without waiting, for a lock that somebody else holds. */
final class FailFastRun {

    private static final int CENSUS = 20;
    private static final String NAME = "held";

    private FailFastRun() {}

    static void run(Bench bench) throws InterruptedException {
        run(bench, 1, "in this process");
        run(bench, 2, "by another process");
    }

    /** The last of so many processes holds the lock, the first one asks for it. */
    private static void run(Bench bench, int processes, String holder) throws InterruptedException {
        String title = "P6 fail-fast on a lock held " + holder;
        Scale scale = bench.scale();
        Results results = bench.run(
                Plan.of(title, scale.libraries(), scale.rounds()).processes(processes),
                crew -> turn(crew, processes, scale.firstWarmUp()),
                crew -> turn(crew, processes, scale.turn()));
        if (processes == 1) {
            bench.report().add(results.absolute(title + ": no request", "requests", Limit.atMost(0)));
        } else {
            bench.report().add(results.absolute(title + ": 1 request a try", "requests", Limit.atMost(1)));
        }
        bench.report().add(results.againstRaw(title + ": tries/s ≥ 0.9 × raw", "throughput", Limit.atLeast(0.9)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("tries/s", "throughput");
        columns.put("requests a try", "requests");
        columns.put("server calls a try", "calls");
        bench.show(title, results, columns);
    }

    private static Figures turn(Crew crew, int processes, Duration time) throws Exception {
        return GuardFile.watch(guard -> {
            Order holder = Order.of("hold")
                    .with("name", NAME)
                    .with("process", processes)
                    .with("guard", guard);
            crew.ask(processes, holder);
            Figures measured = crew.askCounted(tries(Integer.MAX_VALUE, time));
            long requests = crew.server().requestsDuring(() -> crew.ask(tries(CENSUS, Duration.ofMinutes(1))));
            crew.ask(processes, new Order("free", holder.arguments()));
            double tries = measured.get("tries");
            return Figures.NONE
                    .with("throughput", tries / measured.get("nanos") * 1e9)
                    .with("calls", measured.get("calls") / tries)
                    .with("requests", (double) requests / CENSUS);
        });
    }

    private static Order tries(int count, Duration time) {
        return Order.of("tries")
                .with("name", NAME)
                .with("threads", 1)
                .with("count", count)
                .with("time", time);
    }
}
