package io.github.latchkey.redis;

import io.github.latchkey.AliveContractTest;
import io.github.latchkey.LeavingContractTest;
import io.github.latchkey.LockStoreContractTest;
import io.github.latchkey.PermitContractTest;
import io.github.latchkey.QueueContractTest;
import io.github.latchkey.RetireContractTest;
import io.github.latchkey.SharedContractTest;
import io.github.latchkey.VoteContractTest;
import io.github.latchkey.YieldContractTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class RedisLockStoreIT {

    private static final TestedRedisStore REDIS = new TestedRedisStore();

    @AfterAll
    static void close() {
        REDIS.close();
    }

    @Nested
    class Taking extends LockStoreContractTest {
        Taking() {
            super(REDIS);
        }
    }

    @Nested
    class Retiring extends RetireContractTest {
        Retiring() {
            super(REDIS);
        }
    }

    @Nested
    class Queues extends QueueContractTest {
        Queues() {
            super(REDIS);
        }
    }

    @Nested
    class Alive extends AliveContractTest {
        Alive() {
            super(REDIS);
        }
    }

    @Nested
    class Leaving extends LeavingContractTest {
        Leaving() {
            super(REDIS);
        }
    }

    @Nested
    class Yields extends YieldContractTest {
        Yields() {
            super(REDIS);
        }
    }

    @Nested
    class Shared extends SharedContractTest {
        Shared() {
            super(REDIS);
        }
    }

    @Nested
    class Permits extends PermitContractTest {
        Permits() {
            super(REDIS);
        }
    }

    @Nested
    class Votes extends VoteContractTest {
        Votes() {
            super(REDIS);
        }
    }
}
