package io.github.latchkey.memory;

import io.github.latchkey.LockClientContractTest;
import io.github.latchkey.LockStore;

class MemoryClientTest extends LockClientContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
