package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.report.Row;
import io.github.latchkey.benchmarks.worker.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** P9: very many different names through one client. */
final class NamesRun {

    private static final int THREADS = 16;

    private NamesRun() {}

    static void run(Bench bench) throws InterruptedException {
        int names = bench.scale().names();
        String title = "P9 " + Row.number(names) + " different names";
        Results results = bench.run(
                Plan.of(title, List.of(Library.REDISSON, Library.SPRING, Library.LATCHKEY), 1),
                crew -> Figures.NONE,
                crew -> turn(crew, names));
        bench.report().add(results.absolute(title + ": heap afterwards ≤ 1.05 × before", "growth", Limit.atMost(1.05)));
        bench.report().add(results.absolute(title + ": no thread more", "threads", Limit.atMost(0)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("heap before, MB", "before");
        columns.put("heap afterwards, MB", "after");
        columns.put("growth", "growth");
        columns.put("threads more", "threads");
        bench.show(title, results, columns);
    }

    private static Figures turn(Crew crew, int names) throws Exception {
        Figures measured = crew.ask(Order.of("names")
                .with("name", "one-of-many")
                .with("threads", THREADS)
                .with("count", names));
        double before = measured.get("heapBefore");
        double after = measured.get("heapAfter");
        return Figures.NONE
                .with("before", before / 1e6)
                .with("after", after / 1e6)
                .with("growth", after / before)
                .with("threads", measured.get("threadsAfter") - measured.get("threadsBefore"));
    }
}
