package io.github.latchkey.memory;

import java.time.Duration;
import java.util.List;

/**
 * One operation of the store, all at one time.
 *
 * @param now    nanoseconds since the store was created
 * @param tokens what fencing tokens and arrivals are drawn from
 * @param offers collects the owners that the lock was offered to, for they are told after the operation
 */
record Moment(long now, Tokens tokens, List<Owner> offers) {

    long after(Duration duration) {
        return now + duration.toNanos();
    }

    long draw(int size) {
        return tokens.draw(size, now);
    }
}
