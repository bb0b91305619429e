package io.github.latchkey.memory;

import java.util.concurrent.TimeUnit;

/**
 * The counter that fencing tokens and arrivals are drawn from. It runs at least as fast as the clock, so it grows even after it was
 * lost, unless the clock went back as well.
 */
final class Tokens {

    private static final long AHEAD = TimeUnit.SECONDS.toMicros(10);

    private final long originMicros;
    private long last;

    /** Begins with the wall clock's time at the moment 0, in microseconds. */
    Tokens(long originMicros) {
        this.originMicros = originMicros;
    }

    /** Returns the next number, and keeps it and the following ones, {@code size} in all, from being drawn again. */
    long draw(int size, long now) {
        long first = Math.max(last + 1, originMicros + TimeUnit.NANOSECONDS.toMicros(now));
        last = first + size - 1;
        return first;
    }

    /** Lets the next number be at least that one, if it is near the time. */
    void propose(long number, long now) {
        if (number < originMicros + TimeUnit.NANOSECONDS.toMicros(now) + AHEAD) {
            raise(number - 1);
        }
    }

    /** Keeps the numbers up to this one from being drawn. */
    void raise(long number) {
        last = Math.max(last, number);
    }

    void forget() {
        last = 0;
    }
}
