package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Statistics;
import io.github.latchkey.benchmarks.worker.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One lock that every thread of every process wants all the time. */
record HotLockRun(int processes, int threads, Duration time, Duration work) {

    private static final Duration START = Duration.ofMillis(100);

    /** Fights for the lock, and checks that nobody was inside together with another. */
    Figures turn(Crew crew) throws Exception {
        // Only hand-offs between processes are compared with it.
        double ping = processes == 1 ? Double.NaN : crew.ask(Order.of("ping")).get("ping");
        long before = crew.server().total();
        Figures measured = GuardFile.watch(guard -> fight(crew, guard));
        double calls = crew.server().total() - before;
        return measured.with("callsEach", calls / measured.get("entries"))
                .with("handoffs50", measured.get("handoff50") / ping)
                .with("handoffs99", measured.get("handoff99") / ping)
                .with("pingMicros", ping / 1e3);
    }

    private Figures fight(Crew crew, Path guard) throws IOException, InterruptedException {
        // All processes of a machine share the monotonic clock.
        long start = System.nanoTime() + START.toNanos();
        List<Figures> shares = crew.askAll(process -> Order.of("hot")
                .with("name", "hot")
                .with("threads", threads)
                .with("process", process)
                .with("start", start)
                .with("time", time)
                .with("work", work)
                .with("guard", guard));
        double lost = sum(shares, "lost");
        if (lost > 0) {
            throw new IOException(lost + " locks were lost while they were held");
        }
        double longest =
                shares.stream().mapToDouble(share -> share.get("longest")).max().orElse(Double.NaN);
        double mean = sum(shares, "waited") / sum(shares, "waits");
        return Figures.NONE
                .with("throughput", sum(shares, "acquisitions") / time.toNanos() * 1e9)
                .with(
                        "jain",
                        shares.stream()
                                .mapToDouble(share -> share.get("jain"))
                                .min()
                                .orElse(Double.NaN))
                .with(
                        "processJain",
                        Statistics.jain(shares.stream()
                                .mapToDouble(share -> share.get("acquisitions"))
                                .toArray()))
                .with("starved", sum(shares, "starved") + sum(shares, "timeouts"))
                .with("longestMillis", longest / 1e6)
                .with("longestOverMean", longest / mean);
    }

    private static double sum(List<Figures> shares, String figure) {
        return shares.stream().mapToDouble(share -> share.get(figure)).sum();
    }
}
