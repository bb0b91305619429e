package io.github.latchkey.memory;

import io.github.latchkey.TestedStore;
import io.github.latchkey.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A store in memory on a clock that stands still until it is moved. */
public final class TestedMemoryStore implements TestedStore {

    private final AtomicLong clock = new AtomicLong();
    private final MemoryLockStore store;

    TestedMemoryStore() {
        this(() -> 0);
    }

    /** A store whose time also goes by with another clock. */
    public TestedMemoryStore(Ticker ticker) {
        store = new MemoryLockStore(() -> ticker.nanoTime() + clock.get());
    }

    @Override
    public MemoryLockStore store() {
        return store;
    }

    @Override
    public void passTime(Duration duration) {
        clock.addAndGet(duration.toNanos());
    }

    @Override
    public void forget() {
        store.forget();
    }
}
