package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.report.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Asks, without waiting, for a lock that somebody holds. */
final class Tries {

    private Tries() {}

    /** Arguments: name, threads, count (per thread, at most), time (at most). */
    static Figures run(Contender contender, Order order) throws Exception {
        String name = order.text("name");
        int count = order.number("count");
        long limit = order.duration("time").toNanos();
        LongAdder tries = new LongAdder();
        Figures effort = Crowd.run(order.number("threads"), number -> {
            long begin = System.nanoTime();
            int done = 0;
            while (done < count && System.nanoTime() - begin < limit) {
                if (contender.take(name, Duration.ZERO) != null) {
                    throw new IllegalStateException("VIOLATION: the lock " + name + " was held and entered");
                }
                done++;
            }
            tries.add(done);
        });
        return effort.with("tries", tries.sum());
    }
}
