package io.github.latchkey.quorum;

import io.github.latchkey.AsyncContractTest;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import java.util.List;

class QuorumAsyncTest extends AsyncContractTest {

    private final List<MemoryLockStore> nodes =
            List.of(new MemoryLockStore(), new MemoryLockStore(), new MemoryLockStore());

    @Override
    protected LockStore newStore() {
        return QuorumLockStore.of(nodes, QuorumOptions.DEFAULTS);
    }
}
