package io.github.latchkey.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Tells how much of the machine somebody else used: the hypervisor, or processes that are not the benchmark's. Linux only. */
final class Machine {

    private static final Path STAT = Path.of("/proc/stat");
    private static final double TICK_NANOS = 1e7;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private final long begin = System.nanoTime();
    private final double busy = busyNanos();
    private final double own = ownNanos();

    /** Returns the share since this object was made, from 0 to 1; 0 where it cannot be known. */
    double foreignShare() {
        double foreign = busyNanos() - busy - (ownNanos() - own);
        double all = (double) (System.nanoTime() - begin) * Runtime.getRuntime().availableProcessors();
        return Double.isNaN(foreign) ? 0 : Math.max(0, foreign / all);
    }

    /** Returns whether that can be known. */
    static boolean isWatched() {
        return !Double.isNaN(busyNanos());
    }

    private static double busyNanos() {
        try (Stream<String> lines = Files.lines(STAT)) {
            String[] ticks = lines.findFirst().orElse("").trim().split(" +", -1);
            double sum = 0;
            for (int i = 0; i <= STEAL; i++) {
                sum += i == IDLE || i == IO_WAIT ? 0 : Double.parseDouble(ticks[i + 1]);
            }
            return sum * TICK_NANOS;
        } catch (IOException | RuntimeException e) {
            return Double.NaN;
        }
    }

    private static double ownNanos() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(Duration::toNanos)
                .sum();
    }
}
