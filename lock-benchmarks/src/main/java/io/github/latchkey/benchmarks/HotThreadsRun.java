package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** P3: one hot lock in one process. */
final class HotThreadsRun {

    private HotThreadsRun() {}

    static void run(Bench bench) throws InterruptedException {
        for (int threads : bench.scale().crowds()) {
            run(bench, threads);
        }
    }

    private static void run(Bench bench, int threads) throws InterruptedException {
        String title = "P3 one hot lock, 1 process, " + threads + " threads";
        Scale scale = bench.scale();
        HotLockRun warmUp = new HotLockRun(1, threads, scale.firstWarmUp(), Duration.ZERO);
        HotLockRun measured = new HotLockRun(1, threads, scale.turn(), Duration.ZERO);
        Results results = bench.run(Plan.of(title, scale.waiting(), scale.rounds()), warmUp::turn, measured::turn);
        bench.report()
                .add(results.againstBestPeer(
                        title + ": acquisitions/s ≥ 8 × best peer", "throughput", Limit.atLeast(8)));
        bench.report().add(results.absolute(title + ": server calls an acquisition < 1", "callsEach", Limit.below(1)));
        bench.report().add(results.absolute(title + ": Jain index of threads ≥ 0.95", "jain", Limit.atLeast(0.95)));
        bench.report().add(results.absolute(title + ": nobody starved", "starved", Limit.atMost(0)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("acquisitions/s", "throughput");
        columns.put("server calls an acquisition", "callsEach");
        columns.put("Jain index of threads", "jain");
        columns.put("longest wait, ms", "longestMillis");
        columns.put("threads that never got it", "starved");
        bench.show(title, results, columns);
    }
}
