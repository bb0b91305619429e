package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.micro.MicroBenchmarks;
import io.github.latchkey.benchmarks.micro.MicroBenchmarks.Length;
import io.github.latchkey.benchmarks.report.Report;
import java.nio.file.Path;

/** Runs benchmarks and writes what came of it; ends with 1 if a run was void, whatever the figures are. */
final class BenchmarkMain {

    private BenchmarkMain() {}

    /** Arguments: what to run; the directory for the report. */
    public static void main(String[] args) throws Exception {
        String mode = args[0];
        Path directory = Path.of(args[1]);
        Report report = new Report();
        switch (mode) {
            case "full" -> compare(Scale.FULL, directory, report, BenchmarkMain::everything);
            case "quick" -> compare(Scale.QUICK, directory, report, BenchmarkMain::essentials);
            case "p1" -> compare(Scale.FULL, directory, report, UncontendedRun::run);
            case "p3" -> compare(Scale.FULL, directory, report, HotThreadsRun::run);
            case "p4" -> compare(Scale.FULL, directory, report, HotProcessesRun::run);
            case "p5" -> compare(Scale.FULL, directory, report, IdleWaitersRun::run);
            case "p6" -> compare(Scale.FULL, directory, report, FailFastRun::run);
            case "p7" -> compare(Scale.FULL, directory, report, RenewalRun::run);
            case "p9" -> compare(Scale.FULL, directory, report, NamesRun::run);
            case "showcase" -> compare(Scale.FULL, directory, report, ShowcaseRun::run);
            case "jmh" -> MicroBenchmarks.run(Length.FULL, report);
            case "jmh-quick" -> MicroBenchmarks.run(Length.QUICK, report);
            default ->
                throw new IllegalArgumentException("No benchmark is called '" + mode
                        + "': full, quick, p1, p3, p4, p5, p6, p7, p9, showcase, jmh and jmh-quick are.");
        }
        Path file = directory.resolve(mode.startsWith("jmh") ? "benchmark-jmh.md" : "benchmark.md");
        report.write(file);
        System.out.println("\n" + report.summary() + "\n" + file.toAbsolutePath());
        System.exit(report.isVoid() ? 1 : 0);
    }

    private static void compare(Scale scale, Path directory, Report report, Scenarios scenarios) throws Exception {
        try (Fleet fleet = new Fleet(directory.resolve("benchmark-logs"))) {
            Bench bench = new Bench(scale, fleet, report);
            scenarios.run(bench);
            report.remark(bench.disturbances().toString());
            report.remark(Participants.describe(fleet.redisVersion()));
        }
    }

    private static void everything(Bench bench) throws InterruptedException {
        essentials(bench);
        IdleWaitersRun.run(bench);
        RenewalRun.run(bench);
        NamesRun.run(bench);
        ShowcaseRun.run(bench);
    }

    private static void essentials(Bench bench) throws InterruptedException {
        UncontendedRun.run(bench);
        HotThreadsRun.run(bench);
        HotProcessesRun.run(bench);
        FailFastRun.run(bench);
    }

    @FunctionalInterface
    private interface Scenarios {

        void run(Bench bench) throws InterruptedException;
    }
}
