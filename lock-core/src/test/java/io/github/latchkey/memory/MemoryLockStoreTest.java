package io.github.latchkey.memory;

import io.github.latchkey.AliveContractTest;
import io.github.latchkey.LeavingContractTest;
import io.github.latchkey.LockStoreContractTest;
import io.github.latchkey.PermitContractTest;
import io.github.latchkey.QueueContractTest;
import io.github.latchkey.RetireContractTest;
import io.github.latchkey.SharedContractTest;
import io.github.latchkey.VoteContractTest;
import io.github.latchkey.YieldContractTest;
import org.junit.jupiter.api.Nested;

class MemoryLockStoreTest {

    @Nested
    class Taking extends LockStoreContractTest {
        Taking() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Retiring extends RetireContractTest {
        Retiring() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Queues extends QueueContractTest {
        Queues() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Alive extends AliveContractTest {
        Alive() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Leaving extends LeavingContractTest {
        Leaving() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Yields extends YieldContractTest {
        Yields() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Shared extends SharedContractTest {
        Shared() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Permits extends PermitContractTest {
        Permits() {
            super(new TestedMemoryStore());
        }
    }

    @Nested
    class Votes extends VoteContractTest {
        Votes() {
            super(new TestedMemoryStore());
        }
    }
}
