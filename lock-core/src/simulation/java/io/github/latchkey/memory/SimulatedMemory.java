package io.github.latchkey.memory;

import io.github.latchkey.Ticker;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.time.Instant;

/** Makes memory stores for which the wall clock is the same as their ticker. */
public final class SimulatedMemory {

    private SimulatedMemory() {}

    /** Returns an empty store. */
    public static VotingStore of(Ticker ticker) {
        return new MemoryLockStore(ticker, Instant.EPOCH.plus(Duration.ofNanos(ticker.nanoTime())));
    }
}
