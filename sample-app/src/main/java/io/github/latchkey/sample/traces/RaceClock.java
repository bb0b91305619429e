package io.github.latchkey.sample.traces;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Microseconds since a race began. The clock of the machine says only how much later another process joined; all else is counted by a
 * clock that nobody sets. Safe for use by many threads.
 */
public final class RaceClock {

    private final long startNanos = System.nanoTime();
    private final long startedAt;
    private final long offset;

    // Both in microseconds: the one since 1970, the other since the race began.
    private RaceClock(long startedAt, long offset) {
        this.startedAt = startedAt;
        this.offset = offset;
    }

    /** Starts with the race. */
    public static RaceClock start() {
        return new RaceClock(now(), 0);
    }

    /** Joins a race that began at this time. */
    public static RaceClock startedAt(long epochMicros) {
        return new RaceClock(epochMicros, Math.max(now() - epochMicros, 0));
    }

    /** Returns when the race began, in microseconds since 1970. */
    public long startedAt() {
        return startedAt;
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    long micros() {
        return offset + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    }
}
