package io.github.latchkey;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pauses between a line's looks. The first is random, so that processes do not look in step; those after a failure grow, too. Not
 * safe for use by several threads.
 */
final class Pauses {

    /** How often a waiter looks at least, so that one which fails is sent again within the 2 s that a look keeps a place. */
    static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration SHORTEST_POLL = Duration.ofMillis(750);

    private static final Duration FIRST = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final RandomGenerator random;
    private Duration limit = FIRST;
    private boolean polled;

    Pauses(RandomGenerator random) {
        this.random = random;
    }

    /** Returns three quarters to all of a second at first, and a second from then on, or less where the lease in the way ends before. */
    Duration poll(@Nullable Duration remaining) {
        limit = FIRST;
        Duration pause = polled ? POLL : between(SHORTEST_POLL, POLL);
        polled = true;
        Duration ends = remaining == null ? POLL : remaining.plusMillis(1);
        return ends.compareTo(pause) < 0 ? ends : pause;
    }

    /** Returns half to all of a limit that doubles with each failure. */
    Duration afterFailure() {
        polled = false;
        Duration pause = between(limit.dividedBy(2), limit);
        Duration doubled = limit.multipliedBy(2);
        limit = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos()));
    }
}
