package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Report;
import java.nio.file.Path;

/** Runs a comparison and writes what came of it; ends with 1 if a run was void, whatever the figures are. */
final class BenchmarkMain {

    private BenchmarkMain() {}

    /** Arguments: full, quick or showcase; the directory for the report. */
    public static void main(String[] args) throws Exception {
        String mode = args[0];
        Path directory = Path.of(args[1]);
        Report report = new Report();
        Scale scale = mode.equals("quick") ? Scale.QUICK : Scale.FULL;
        try (Fleet fleet = new Fleet(directory.resolve("benchmark-logs"))) {
            Bench bench = new Bench(scale, fleet, report);
            switch (mode) {
                case "full" -> {
                    compare(bench);
                    IdleWaitersRun.run(bench);
                    RenewalRun.run(bench);
                    NamesRun.run(bench);
                    ShowcaseRun.run(bench);
                }
                case "quick" -> compare(bench);
                case "showcase" -> ShowcaseRun.run(bench);
                default ->
                    throw new IllegalArgumentException(
                            "No benchmark is called '" + mode + "': full, quick, showcase, jmh and jmh-quick are.");
            }
            report.remark(bench.disturbances().toString());
        }
        Path file = directory.resolve("benchmark.md");
        report.write(file);
        System.out.println("\n" + report.summary() + "\n" + file.toAbsolutePath());
        System.exit(report.isVoid() ? 1 : 0);
    }

    private static void compare(Bench bench) throws InterruptedException {
        UncontendedRun.run(bench);
        HotThreadsRun.run(bench);
        HotProcessesRun.run(bench);
        FailFastRun.run(bench);
    }
}
