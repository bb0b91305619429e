package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** P4: one hot lock and several processes. */
final class HotProcessesRun {

    private static final int THREADS = 16;

    private HotProcessesRun() {}

    static void run(Bench bench) throws InterruptedException {
        for (int processes : bench.scale().processes()) {
            run(bench, processes);
        }
    }

    private static void run(Bench bench, int processes) throws InterruptedException {
        String title = "P4 one hot lock, " + processes + " processes × " + THREADS + " threads";
        Scale scale = bench.scale();
        HotLockRun warmUp = new HotLockRun(processes, THREADS, scale.firstWarmUp(), Duration.ZERO);
        HotLockRun measured = new HotLockRun(processes, THREADS, scale.turn(), Duration.ZERO);
        Results results = bench.run(
                Plan.of(title, scale.waiting(), scale.rounds()).processes(processes), warmUp::turn, measured::turn);
        bench.report()
                .add(results.againstBestPeer(
                        title + ": acquisitions/s ≥ 5 × best peer", "throughput", Limit.atLeast(5)));
        bench.report()
                .add(results.absolute(title + ": Jain index of processes ≥ 0.95", "processJain", Limit.atLeast(0.95)));
        bench.report()
                .add(results.absolute(
                        title + ": hand-off between processes, p50 in PING round trips ≤ 3",
                        "handoffs50",
                        Limit.atMost(3)));
        show(bench, title, results);
    }

    static void show(Bench bench, String title, Results results) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("acquisitions/s", "throughput");
        columns.put("server calls an acquisition", "callsEach");
        columns.put("Jain index of processes", "processJain");
        columns.put("longest wait, ms", "longestMillis");
        columns.put("longest / mean wait", "longestOverMean");
        columns.put("PING, µs", "pingMicros");
        columns.put("hand-off p50, PINGs", "handoffs50");
        columns.put("hand-off p99, PINGs", "handoffs99");
        columns.put("hand-offs", "handoffs");
        bench.show(title, results, columns);
    }
}
