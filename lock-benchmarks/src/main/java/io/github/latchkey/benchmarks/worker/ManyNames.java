package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.report.Figures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Locks each of very many names once, and looks at what is left of that. */
final class ManyNames {

    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final int COLLECTIONS = 3;

    private ManyNames() {}

    /** Arguments: name (prefix), threads, count. */
    static Figures run(Contender contender, Order order) throws Exception {
        String prefix = order.text("name");
        int threads = order.number("threads");
        int each = order.number("count") / threads;
        // What a library builds once is not what a name costs.
        cycle(contender, prefix + ":warm", threads, each / 20);
        long heap = heapAfterCollection();
        int running = ManagementFactory.getThreadMXBean().getThreadCount();
        cycle(contender, prefix, threads, each);
        return Figures.NONE
                .with("heapBefore", heap)
                .with("heapAfter", heapAfterCollection())
                .with("threadsBefore", running)
                .with("threadsAfter", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void cycle(Contender contender, String prefix, int threads, int each) throws Exception {
        Crowd.run(threads, number -> {
            for (int i = 0; i < each; i++) {
                Cycles.once(contender, prefix + ":" + number + ":" + i);
            }
        });
    }

    private static long heapAfterCollection() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
