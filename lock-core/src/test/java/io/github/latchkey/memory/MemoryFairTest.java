package io.github.latchkey.memory;

import io.github.latchkey.FairContractTest;
import io.github.latchkey.LockStore;

class MemoryFairTest extends FairContractTest {

    private final LockStore store = new MemoryLockStore();

    @Override
    protected LockStore newStore() {
        return store;
    }
}
