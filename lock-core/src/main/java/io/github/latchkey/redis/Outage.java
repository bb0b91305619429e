package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import java.time.Duration;

/**
 * The time in which a Redis fails without a success in between, for messages. Safe for use by several threads: {@code since} is written
 * before {@code lasting}.
 */
final class Outage {

    private final Ticker ticker;
    private volatile long since;
    private volatile boolean lasting;

    Outage(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Notes a failure, and returns how long ago the first one was. */
    Duration failed() {
        if (!lasting) {
            since = ticker.nanoTime();
            lasting = true;
        }
        return lasted();
    }

    /** Notes a success. */
    void end() {
        lasting = false;
    }

    boolean isLasting() {
        return lasting;
    }

    /** Returns how long ago the first failure was. */
    Duration lasted() {
        return Duration.ofNanos(ticker.nanoTime() - since);
    }
}
