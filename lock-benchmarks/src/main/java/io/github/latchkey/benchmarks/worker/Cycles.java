package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.report.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Takes and releases locks that nobody else wants. */
final class Cycles {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int NAMES = 64;

    private Cycles() {}

    /** Arguments: threads, count (per thread, at most), time (at most). */
    static Figures run(Contender contender, Order order) throws Exception {
        int count = order.number("count");
        long limit = order.duration("time").toNanos();
        LongAdder cycles = new LongAdder();
        Figures effort = Crowd.run(order.number("threads"), number -> {
            String[] names = IntStream.range(0, NAMES)
                    .mapToObj(i -> "cycle:" + number + ":" + i)
                    .toArray(String[]::new);
            long begin = System.nanoTime();
            int done = 0;
            while (done < count && System.nanoTime() - begin < limit) {
                once(contender, names[done % NAMES]);
                done++;
            }
            cycles.add(done);
        });
        return effort.with("cycles", cycles.sum());
    }

    static void once(Contender contender, String name) throws Exception {
        Held held = contender.take(name, WAIT);
        if (held == null) {
            throw new IllegalStateException("The free lock " + name + " was refused");
        }
        if (!held.release()) {
            throw new IllegalStateException("The lock " + name + " was lost at once");
        }
    }
}
