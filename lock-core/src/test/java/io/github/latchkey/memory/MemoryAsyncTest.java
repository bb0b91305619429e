package io.github.latchkey.memory;

import io.github.latchkey.AsyncContractTest;
import io.github.latchkey.LockStore;

class MemoryAsyncTest extends AsyncContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
