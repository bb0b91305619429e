package io.github.latchkey.memory;

import io.github.latchkey.LockStore;
import io.github.latchkey.LockViewContractTest;

class MemoryLockViewTest extends LockViewContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
