package io.github.latchkey.quorum;

import io.github.latchkey.LockStore;
import io.github.latchkey.SeveralNamesContractTest;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;

class QuorumSeveralNamesTest extends SeveralNamesContractTest {

    private final List<MemoryLockStore> nodes =
            List.of(new MemoryLockStore(), new MemoryLockStore(), new MemoryLockStore());

    @Override
    protected LockStore newStore() {
        return QuorumLockStore.of(nodes, QuorumOptions.DEFAULTS.longestLease(Duration.ofHours(1)));
    }
}
