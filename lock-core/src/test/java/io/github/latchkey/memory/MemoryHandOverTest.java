package io.github.latchkey.memory;

import io.github.latchkey.HandOverContractTest;
import io.github.latchkey.LockStore;

class MemoryHandOverTest extends HandOverContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
