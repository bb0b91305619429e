package io.github.latchkey.test;

import io.github.latchkey.LockException;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockState;
import io.github.latchkey.Stand;
import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;

/** Ends leases before their time. */
final class Expiry {

    private final MemoryLockStore memory;
    private final TestClock clock;
    private final List<CallHistory> histories;

    Expiry(MemoryLockStore memory, TestClock clock, List<CallHistory> histories) {
        this.memory = memory;
        this.clock = clock;
        this.histories = histories;
    }

    /** Takes a lock away from all who hold it, and tells them. */
    void expire(String name) {
        takeAway(state(name));
        histories.stream()
                .flatMap(CallHistory::held)
                .filter(lease -> lease.names().contains(name))
                .forEach(Expiry::tell);
    }

    /** Makes a lock free, whoever holds it or waits for it. */
    void free(String name) {
        takeAway(state(name));
        for (Duration rest = state(name).remaining();
                rest != null;
                rest = state(name).remaining()) {
            // Somebody had waited, or it is kept for a minimum hold by nobody who could be named.
            takeAway(state(name));
            clock.advance(rest.plusNanos(1));
        }
    }

    private LockState state(String name) {
        return memory.inspect(name).join();
    }

    private void takeAway(LockState state) {
        for (String owner : state.holders()) {
            memory.retire(new Stand(state.name(), owner, LockRequest.DEFAULT_LEASE), Duration.ZERO, false);
        }
    }

    /** A holder hears of a loss when it asks; so it asks now. */
    private static void tell(LockLease lease) {
        try {
            lease.extend(LockRequest.MIN_LEASE);
        } catch (LockException e) {
            // It has heard; or will with its next renewal, where this one was to fail.
        }
    }
}
