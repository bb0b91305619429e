package io.github.latchkey.sample.traces;

import java.util.concurrent.TimeUnit;

/**
 * Microseconds since a race began. The clock of the machine says only how much later another process joined; all else is counted by a
 * clock that nobody sets. Safe for use by many threads.
 */
public final class RaceClock {

    private final long startNanos = System.nanoTime();
    private final long startedAt;
    private final long offset;

    private RaceClock(long startedAt, long offset) {
        this.startedAt = startedAt;
        this.offset = offset;
    }

    /** Starts with the race. */
    public static RaceClock start() {
        return new RaceClock(System.currentTimeMillis(), 0);
    }

    /** Joins a race that began at this time. */
    public static RaceClock startedAt(long epochMillis) {
        long offset = Math.max(System.currentTimeMillis() - epochMillis, 0);
        return new RaceClock(epochMillis, TimeUnit.MILLISECONDS.toMicros(offset));
    }

    /** Returns when the race began, in milliseconds since 1970. */
    public long startedAt() {
        return startedAt;
    }

    long micros() {
        return offset + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    }
}
