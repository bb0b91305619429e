package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The growing pauses between a waiter's looks, with jitter so that waiters do not look in step. Not safe for use by several threads. */
final class Pauses {

    static final Duration LONGEST = Duration.ofMillis(250);

    private static final Duration FIRST = Duration.ofMillis(25);

    private Duration limit = FIRST;

    /** Returns half to all of a limit that doubles each time. */
    Duration next() {
        long nanos = ThreadLocalRandom.current().nextLong(limit.toNanos() / 2, limit.toNanos());
        Duration doubled = limit.multipliedBy(2);
        limit = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofNanos(nanos);
    }
}
