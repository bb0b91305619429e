package io.github.latchkey.quorum;

import io.github.latchkey.AliveContractTest;
import io.github.latchkey.LeavingContractTest;
import io.github.latchkey.LockStoreContractTest;
import io.github.latchkey.QueueContractTest;
import io.github.latchkey.RetireContractTest;
import io.github.latchkey.SharedContractTest;
import io.github.latchkey.YieldContractTest;
import org.junit.jupiter.api.Nested;

class QuorumContractTest {

    @Nested
    class Taking extends LockStoreContractTest {
        Taking() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Retiring extends RetireContractTest {
        Retiring() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Queues extends QueueContractTest {
        Queues() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Alive extends AliveContractTest {
        Alive() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Leaving extends LeavingContractTest {
        Leaving() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Yields extends YieldContractTest {
        Yields() {
            super(new TestedQuorumStore());
        }
    }

    @Nested
    class Shared extends SharedContractTest {
        Shared() {
            super(new TestedQuorumStore());
        }
    }
}
