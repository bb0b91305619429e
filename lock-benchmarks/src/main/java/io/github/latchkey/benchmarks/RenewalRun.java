package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.worker.Order;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** P7: the renewal of many leases, before and after many short cycles. */
final class RenewalRun {

    private static final int LEASES = 10_000;
    private static final int SHORT_CYCLES = 20_000;
    private static final int CYCLE_THREADS = 8;
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration PERIOD = LEASE.dividedBy(3);
    private static final int PERIODS = 10;
    private static final Duration SAMPLE = Duration.ofMillis(20);
    private static final int QUIET_SAMPLES = 5;

    private RenewalRun() {}

    static void run(Bench bench) throws InterruptedException {
        String title = "P7 renewal of 10,000 leases";
        Results results = bench.run(
                Plan.of(title, List.of(Library.REDISSON, Library.LATCHKEY), 1).lease(LEASE),
                crew -> Figures.NONE,
                RenewalRun::turn);
        bench.report()
                .add(results.absolute(
                        title + ": server calls a lease and period ≤ 2.1", "callsEach", Limit.atMost(2.1)));
        bench.report()
                .add(results.absolute(
                        title + ": growth by 20,000 short cycles before ≤ 1.05 ×", "growth", Limit.atMost(1.05)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("server calls a lease and period", "callsEach");
        columns.put("… after 20,000 short cycles", "callsAfter");
        columns.put("growth", "growth");
        columns.put("calls a period with nothing held", "callsHoldingNothing");
        bench.show(title, results, columns);
    }

    private static Figures turn(Crew crew) throws Exception {
        double fresh = callsPerPeriod(crew, LEASES);
        crew.ask(Order.of("cycles")
                .with("threads", CYCLE_THREADS)
                .with("count", SHORT_CYCLES / CYCLE_THREADS)
                .with("time", Duration.ofMinutes(2)));
        double nothing = callsPerPeriod(crew, 0);
        double after = callsPerPeriod(crew, LEASES);
        return Figures.NONE
                .with("callsEach", fresh / LEASES)
                .with("callsAfter", after / LEASES)
                .with("growth", after / fresh)
                .with("callsHoldingNothing", nothing);
    }

    private static double callsPerPeriod(Crew crew, int leases) throws Exception {
        crew.ask(Order.of("lease").with("name", "renewed").with("count", leases));
        TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis());
        // From lull to lull: a window cut anywhere may have one burst of renewals more or less.
        long before = totalAtLull(crew);
        long begin = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis() * PERIODS);
        double calls = totalAtLull(crew) - before;
        double periods = (double) (System.nanoTime() - begin) / PERIOD.toNanos();
        crew.ask(Order.of("give-back"));
        return calls / periods;
    }

    /** Waits until a burst has just ended; where there are none, for calls come all the time or never, a period and a half. */
    private static long totalAtLull(Crew crew) throws Exception {
        long begin = System.nanoTime();
        long total = crew.server().total();
        boolean burst = false;
        int quiet = 0;
        while (!(burst && quiet >= QUIET_SAMPLES) && System.nanoTime() - begin < PERIOD.toNanos() * 3 / 2) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE.toMillis());
            long next = crew.server().total();
            burst |= next != total;
            quiet = next == total ? quiet + 1 : 0;
            total = next;
        }
        return total;
    }
}
