package io.github.latchkey.memory;

import io.github.latchkey.KindContractTest;
import io.github.latchkey.LockStore;

class MemoryKindTest extends KindContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
