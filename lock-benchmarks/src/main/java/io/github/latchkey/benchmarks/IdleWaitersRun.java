package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.worker.Order;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** P5: many threads of one process that wait for a lock which another process holds. */
final class IdleWaitersRun {

    private static final int WAITERS = 200;
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    private IdleWaitersRun() {}

    static void run(Bench bench) throws InterruptedException {
        String title = "P5 " + WAITERS + " waiters on one held lock";
        Results results = bench.run(
                Plan.of(title, bench.scale().waiting(), ROUNDS).processes(2),
                crew -> turn(crew, Duration.ofMillis(200)),
                crew -> turn(crew, IDLE));
        // A tenth for the ping that finds out now and then whether signals still come.
        bench.report()
                .add(results.absolute(
                        title + ": requests a second and process ≤ 1", "requestsPerSecond", Limit.atMost(1.1)));
        bench.report()
                .add(results.absolute(
                        title + ": release to first return, in PING round trips ≤ 3", "handoffs", Limit.atMost(3)));
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("server calls/s", "callsPerSecond");
        columns.put("requests/s", "requestsPerSecond");
        columns.put("PING, µs", "pingMicros");
        columns.put("release to first return, PINGs", "handoffs");
        bench.show(title, results, columns);
    }

    /** Counts for the one process of the waiters what the holder sends, too: it overstates, and cannot flatter. */
    private static Figures turn(Crew crew, Duration idle) throws Exception {
        Figures ping = crew.ask(Order.of("ping"));
        Figures measured = GuardFile.watch(guard -> {
            Order holder =
                    Order.of("hold").with("name", "waited").with("process", 2).with("guard", guard);
            crew.ask(2, holder);
            crew.ask(new Order("wait", holder.arguments()).with("process", 1).with("threads", WAITERS));
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            long before = crew.server().total();
            long begin = System.nanoTime();
            long requests = crew.server().requestsDuring(() -> TimeUnit.MILLISECONDS.sleep(idle.toMillis()));
            double seconds = (System.nanoTime() - begin) / 1e9;
            long calls = crew.server().total() - before;
            crew.ask(2, new Order("free", holder.arguments()));
            crew.ask(Order.of("join"));
            return Figures.NONE.with("callsPerSecond", calls / seconds).with("requestsPerSecond", requests / seconds);
        });
        return measured.with("handoffs", measured.get("handoff50") / ping.get("ping"))
                .with("pingMicros", ping.get("ping") / 1e3);
    }
}
