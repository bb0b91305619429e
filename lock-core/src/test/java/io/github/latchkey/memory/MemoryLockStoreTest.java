package io.github.latchkey.memory;

import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreContractTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryLockStoreTest extends LockStoreContractTest {

    private final AtomicLong clock = new AtomicLong();
    private final LockStore store = new MemoryLockStore(clock::get);

    @Override
    protected LockStore store() {
        return store;
    }

    @Override
    protected void passTime(Duration duration) {
        clock.addAndGet(duration.toNanos());
    }
}
