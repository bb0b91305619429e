package io.github.latchkey.memory;

import io.github.latchkey.LockStore;
import io.github.latchkey.SeveralNamesContractTest;

class MemorySeveralNamesTest extends SeveralNamesContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
