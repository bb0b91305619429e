package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** One process' share of a crowd that fights over one lock. */
final class HotLoop {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Contender contender;
    private final String name;
    private final long process;
    private final long workNanos;
    private final long start;
    private final long end;
    private final Guard guard;
    private final double[] counts;
    private final AtomicLong longestWait = new AtomicLong();
    private final LongAdder waited = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder lost = new LongAdder();

    private HotLoop(Contender contender, Order order) throws Exception {
        this.contender = contender;
        this.name = order.text("name");
        this.process = order.longNumber("process");
        this.workNanos = order.duration("work").toNanos();
        this.start = order.longNumber("start");
        this.end = start + order.duration("time").toNanos();
        this.guard = Guard.open(Path.of(order.text("guard")));
        this.counts = new double[order.number("threads")];
    }

    /** Arguments: name, threads, process, start (monotonic clock), time, work, guard. */
    static Figures run(Contender contender, Order order) throws Exception {
        return new HotLoop(contender, order).run();
    }

    private Figures run() throws Exception {
        Figures effort = Crowd.run(counts.length, this::fight);
        return effort.with("acquisitions", Arrays.stream(counts).sum())
                .with("jain", Statistics.jain(counts))
                .with(
                        "starved",
                        Arrays.stream(counts).filter(count -> count == 0).count())
                .with("longest", longestWait.get())
                .with("waited", waited.sum())
                .with("waits", waits.sum())
                .with("timeouts", timeouts.sum())
                .with("lost", lost.sum());
    }

    private void fight(int number) throws Exception {
        for (long rest = start - System.nanoTime(); rest > 0; rest = start - System.nanoTime()) {
            LockSupport.parkNanos(this, rest);
        }
        int count = 0;
        for (long asked = System.nanoTime(); asked - end < 0; asked = System.nanoTime()) {
            Held held = contender.take(name, WAIT);
            long got = System.nanoTime();
            note(got - asked);
            if (held == null) {
                timeouts.increment();
                continue;
            }
            guard.enter(process, got);
            work();
            guard.exit(process);
            if (!held.release()) {
                lost.increment();
            }
            // What is entered after the end still empties the line, but was not done in time.
            if (got - end < 0) {
                count++;
            }
        }
        counts[number] = count;
    }

    private void note(long wait) {
        longestWait.accumulateAndGet(wait, Math::max);
        waited.add(wait);
        waits.increment();
    }

    private void work() {
        long until = System.nanoTime() + workNanos;
        for (long rest = workNanos; rest > 0; rest = until - System.nanoTime()) {
            LockSupport.parkNanos(this, rest);
        }
    }
}
