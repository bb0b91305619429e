package io.github.latchkey.memory;

import io.github.latchkey.ClosingContractTest;
import io.github.latchkey.LockStore;

class MemoryClosingTest extends ClosingContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
