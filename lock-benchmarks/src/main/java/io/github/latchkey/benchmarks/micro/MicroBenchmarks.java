package io.github.latchkey.benchmarks.micro;

import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.report.Report;
import io.github.latchkey.benchmarks.report.Row;
import io.github.latchkey.benchmarks.report.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks and judges P2 and P8. */
public final class MicroBenchmarks {

    private static final String BYTES = "gc.alloc.rate.norm";

    private static final TimeValue ITERATION = TimeValue.milliseconds(250);

    private MicroBenchmarks() {}

    /** Runs all of them, each in JVMs of its own; in the short mode one, with few iterations. */
    public static void run(Length length, Report report) throws RunnerException {
        Figures figures = measure(length);
        double nanos = figures.get("ReentryBenchmark.reenter");
        report.add(new Row("P2 re-entry: no command to the store", "0 commands", "", "", Verdict.MET));
        report.add(absolute("P2 re-entry: ns < 200", nanos, Limit.below(200)));
        report.add(difference(figures, "P8 annotation over a direct call: ns more < 1,000", "", Limit.below(1_000)));
        report.add(
                difference(figures, "P8 annotation over a direct call: bytes more < 1,024", BYTES, Limit.below(1_024)));
    }

    private static Figures measure(Length length) throws RunnerException {
        boolean quick = length == Length.QUICK;
        OptionsBuilder options = new OptionsBuilder();
        options.include(MicroBenchmarks.class.getPackageName() + "\\..*")
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 10 : 20)
                .measurementIterations(quick ? 15 : 20)
                .warmupTime(ITERATION)
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms512m", "-Xmx512m")
                .shouldFailOnError(true);
        Map<String, Double> scores = new HashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String name = result.getParams().getBenchmark();
            String method =
                    name.substring(MicroBenchmarks.class.getPackageName().length() + 1);
            // Of the iterations of all forks: one that was disturbed does not move the median.
            scores.put(method, result.getPrimaryResult().getStatistics().getPercentile(50));
            result.getSecondaryResults().forEach((metric, more) -> scores.put(method + metric, more.getScore()));
        }
        return new Figures(scores);
    }

    private static Row difference(Figures figures, String target, String suffix, Limit limit) {
        double annotated = figures.get("AnnotationBenchmark.annotated" + suffix);
        double direct = figures.get("AnnotationBenchmark.direct" + suffix);
        return new Row(
                target,
                Row.number(annotated),
                Row.number(direct) + " (direct)",
                Row.number(annotated - direct) + " more",
                limit.judge(annotated - direct));
    }

    private static Row absolute(String target, double figure, Limit limit) {
        return new Row(target, Row.number(figure), limit.toString(), "", limit.judge(figure));
    }

    /** How long it may take. */
    public enum Length {
        QUICK,
        FULL
    }
}
