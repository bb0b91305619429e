package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A store under test, its commands without the stages around their answers, and a lock name of the test's own. */
public abstract class StoreFixture {

    final String name = "store-" + UUID.randomUUID();

    /** The store under test, one for all tests of the class. */
    protected abstract LockStore store();

    /** Lets at least that much of the store's time go by. */
    protected abstract void passTime(Duration duration);

    final Stand stand(String owner, Duration lease) {
        return new Stand(name, owner, lease);
    }

    final Acquisition acquire(Stand stand) {
        return store().acquire(stand).toCompletableFuture().join();
    }

    final long token(Stand stand) {
        return ((Granted) acquire(stand)).token();
    }

    final Busy busy(Stand stand) {
        return (Busy) acquire(stand);
    }

    final boolean retire(Stand stand, Duration keep, boolean tombstone) {
        return store().retire(stand, keep, tombstone).toCompletableFuture().join();
    }

    final List<Boolean> renew(Stand... stands) {
        return store().renew(List.of(stands)).toCompletableFuture().join();
    }
}
