package io.github.latchkey.test;

import io.github.latchkey.LockStoreException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How many operations of each kind are still to fail. Safe for use by several threads. */
final class Failures {

    private final Map<StoreOperation, AtomicInteger> left = new EnumMap<>(StoreOperation.class);

    Failures() {
        for (StoreOperation operation : StoreOperation.values()) {
            left.put(operation, new AtomicInteger());
        }
    }

    void failNext(StoreOperation operation, int times) {
        counter(operation).set(times);
    }

    void clear() {
        left.values().forEach(counter -> counter.set(0));
    }

    /** Returns what an operation is to fail with now, or null. */
    @Nullable LockStoreException next(StoreOperation operation) {
        if (counter(operation).getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return null;
        }
        return new LockStoreException(
                "The lock store of this test failed, because failNext(" + operation
                        + ") asked for it. It stands for a Redis that is out of reach.",
                true,
                null);
    }

    private AtomicInteger counter(StoreOperation operation) {
        AtomicInteger counter = left.get(operation);
        if (counter == null) {
            throw new IllegalStateException("No counter for " + operation);
        }
        return counter;
    }
}
