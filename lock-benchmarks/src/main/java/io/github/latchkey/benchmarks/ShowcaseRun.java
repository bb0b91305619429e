package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.report.Row;
import io.github.latchkey.benchmarks.report.Verdict;
import java.time.Duration;

/** A minute of 4 processes that fight over one lock and do a millisecond's work in it, with each flavour of Latchkey. */
final class ShowcaseRun {

    private static final int PROCESSES = 4;
    private static final int THREADS = 16;
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration WORK = Duration.ofMillis(1);

    private ShowcaseRun() {}

    static void run(Bench bench) throws InterruptedException {
        String title = "Showcase, " + PROCESSES + " processes × " + THREADS + " threads, " + TIME.toSeconds()
                + " s, 1 ms inside";
        HotLockRun warmUp = new HotLockRun(PROCESSES, THREADS, WARM_UP, WORK);
        HotLockRun measured = new HotLockRun(PROCESSES, THREADS, TIME, WORK);
        Results results =
                bench.run(Plan.of(title, Library.ours(), 1).processes(PROCESSES), warmUp::turn, measured::turn);
        for (Library flavour : Library.ours()) {
            add(bench, results, flavour);
        }
        HotProcessesRun.show(bench, title, results);
    }

    private static void add(Bench bench, Results results, Library flavour) {
        String target = "Showcase, " + flavour.title() + ": ";
        if (!results.libraries().contains(flavour)) {
            bench.report().add(Row.voided(target + "nobody inside with another", "not measured"));
            return;
        }
        // Had there been one, there would be no results.
        bench.report().add(new Row(target + "nobody inside with another", "0 violations", "", "", Verdict.MET));
        double jain = results.median(flavour, "processJain");
        Limit fair = Limit.atLeast(0.95);
        bench.report()
                .add(new Row(
                        target + "Jain index of processes ≥ 0.95",
                        Row.number(jain),
                        fair.toString(),
                        "",
                        fair.judge(jain)));
        double waits = results.median(flavour, "longestOverMean");
        if (flavour == Library.LATCHKEY_FAIR) {
            Limit even = Limit.atMost(3);
            bench.report()
                    .add(new Row(
                            target + "longest wait / mean wait ≤ 3",
                            Row.number(waits),
                            even.toString(),
                            "",
                            even.judge(waits)));
        } else {
            bench.report().add(new Row(target + "longest wait / mean wait", Row.number(waits), "", "", Verdict.NONE));
        }
    }
}
