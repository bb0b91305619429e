package io.github.latchkey.memory;

import io.github.latchkey.LockStore;
import io.github.latchkey.Ticker;
import java.time.Duration;
import java.time.Instant;

/** Makes memory stores for which the wall clock is the same as their ticker. */
public final class SimulatedMemory {

    private SimulatedMemory() {}

    /** Returns an empty store. */
    public static LockStore of(Ticker ticker) {
        return new MemoryLockStore(ticker, Instant.EPOCH.plus(Duration.ofNanos(ticker.nanoTime())));
    }
}
