package io.github.latchkey.memory;

import io.github.latchkey.LeaseContractTest;
import io.github.latchkey.LockStore;

class MemoryLeaseTest extends LeaseContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
