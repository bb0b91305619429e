package io.github.latchkey.memory;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Refused;
import io.github.latchkey.Stand;
import io.github.latchkey.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps locks in the heap of one JVM, under the same contract as the Redis store. Clients that share one store exclude each
 * other; processes do not. Safe for use by several threads; one short lock makes each operation atomic, as a script is in Redis.
 */
public final class MemoryLockStore implements LockStore {

    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(500);

    /** Expired entries of names that nobody asks for again are swept once in so many operations. */
    private static final int SWEEP_EVERY = 1_024;

    private record Entry(String owner, long token, long expiresAt) {}

    private final Ticker ticker;
    private final ReentrantLock monitor = new ReentrantLock();
    private final Map<String, Entry> locks = new HashMap<>();
    private final Map<String, Long> tombstones = new HashMap<>();
    private long lastToken;
    private int operations;

    /** Creates an empty store on the system's clock. */
    public MemoryLockStore() {
        this(Ticker.system());
    }

    /**
     * Creates an empty store on a clock of one's own, for tests that move time by hand.
     *
     * @param ticker tells when leases end
     */
    public MemoryLockStore(Ticker ticker) {
        this.ticker = ticker;
        // The wall clock is read this once: a table that remembers tokens may outlive the JVM, and they must go on
        // growing.
        this.lastToken = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Stand stand) {
        return answer(now -> {
            if (isRetired(stand.owner(), now)) {
                return new Refused();
            }
            Entry held = held(stand.name(), now);
            if (held != null && !held.owner.equals(stand.owner())) {
                return new Busy(held.owner, Duration.ofNanos(held.expiresAt - now));
            }
            long token = held == null ? ++lastToken : held.token;
            locks.put(
                    stand.name(),
                    new Entry(
                            stand.owner(),
                            token,
                            later(held, now + stand.lease().toNanos())));
            return new Granted(token, stand.validFor());
        });
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return answer(now -> {
            Entry held = held(stand.name(), now);
            boolean ours = held != null && held.owner.equals(stand.owner());
            if (held != null && ours) {
                if (keep.isZero()) {
                    locks.remove(stand.name());
                } else {
                    locks.put(stand.name(), new Entry(Busy.NOBODY, held.token, now + keep.toNanos()));
                }
            }
            if (tombstone) {
                tombstones.put(stand.owner(), now + stand.tombstoneFor().toNanos());
            }
            return ours;
        });
    }

    @Override
    public CompletableFuture<List<Boolean>> renew(List<Stand> stands) {
        return CompletableFuture.completedFuture(
                stands.stream().map(this::renew).toList());
    }

    @Override
    public CompletableFuture<LockState> inspect(String name) {
        return answer(now -> {
            Entry held = held(name, now);
            return held == null
                    ? LockState.free(name)
                    : new LockState(name, held.owner, Duration.ofNanos(held.expiresAt - now), held.token);
        });
    }

    @Override
    public long doubts() {
        return 0;
    }

    @Override
    public Duration commandTimeout() {
        return COMMAND_TIMEOUT;
    }

    @Override
    public CompletableFuture<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String describe() {
        return "memory of this process";
    }

    /** Does nothing: other clients may share the store. */
    @Override
    public void close() {}

    private boolean renew(Stand stand) {
        return atomically(now -> {
            Entry held = held(stand.name(), now);
            if (held == null || !held.owner.equals(stand.owner())) {
                return false;
            }
            locks.put(
                    stand.name(),
                    new Entry(
                            held.owner,
                            held.token,
                            later(held, now + stand.lease().toNanos())));
            return true;
        });
    }

    private <T> CompletableFuture<T> answer(LongFunction<T> operation) {
        return CompletableFuture.completedFuture(atomically(operation));
    }

    private <T> T atomically(LongFunction<T> operation) {
        monitor.lock();
        try {
            long now = ticker.nanoTime();
            if (++operations % SWEEP_EVERY == 0) {
                locks.values().removeIf(entry -> entry.expiresAt - now <= 0);
                tombstones.values().removeIf(expiresAt -> expiresAt - now <= 0);
            }
            return operation.apply(now);
        } finally {
            monitor.unlock();
        }
    }

    private @Nullable Entry held(String name, long now) {
        Entry entry = locks.get(name);
        return entry == null || entry.expiresAt - now <= 0 ? null : entry;
    }

    private boolean isRetired(String owner, long now) {
        Long expiresAt = tombstones.get(owner);
        return expiresAt != null && expiresAt - now > 0;
    }

    private static long later(@Nullable Entry held, long expiresAt) {
        return held != null && held.expiresAt - expiresAt > 0 ? held.expiresAt : expiresAt;
    }
}
