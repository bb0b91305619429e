package io.github.latchkey.memory;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.Ticker;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Keeps locks in the heap of one JVM, under the same contract as the Redis store. Clients that share one store exclude each
 * other; processes do not. Safe for use by several threads; one short lock makes each operation atomic, as a script is in Redis. Every
 * answer is there when the call returns, and offers are told before that, on the caller's thread.
 */
public final class MemoryLockStore implements VotingStore {

    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(500);

    /** Names that nobody asks for again are swept once in so many operations, or in as many as there are names. */
    private static final int SWEEP_EVERY = 1_024;

    private final Ticker ticker;
    private final long origin;
    private final Tokens tokens;
    private final ReentrantLock monitor = new ReentrantLock();
    private final Map<String, MemoryLock> locks = new HashMap<>();
    private final Map<String, Signals> listeners = new ConcurrentHashMap<>();
    private int operations;
    private boolean forgetful;
    private long forgotAt;

    /** Creates an empty store on the system's clock. */
    public MemoryLockStore() {
        this(Ticker.system());
    }

    /**
     * Creates an empty store on a clock of one's own, for tests that move time by hand: forward, or back, as the clock of a server may
     * go.
     *
     * @param ticker tells when leases end
     */
    public MemoryLockStore(Ticker ticker) {
        // The wall clock is read this once: a table that remembers tokens may outlive the JVM, and they must go on
        // growing.
        this(ticker, Instant.now());
    }

    /** Creates an empty store whose tokens grow from the given time on. */
    MemoryLockStore(Ticker ticker, Instant now) {
        this.ticker = ticker;
        this.origin = ticker.nanoTime();
        this.tokens = new Tokens(ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }

    @Override
    public CompletableFuture<Acquisition> acquire(Look look) {
        return vote(look, 0);
    }

    @Override
    public CompletableFuture<Acquisition> vote(Look look, long floor) {
        return answer(moment -> {
            moment.tokens().propose(floor, moment.now());
            return with(look.stand().name(), moment, lock -> lock.acquire(look, moment));
        });
    }

    @Override
    public CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Owner owner = new Owner(stand);
        return answer(moment -> with(stand.name(), moment, lock -> lock.retire(owner, keep, tombstone, moment)));
    }

    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        return stands.stream()
                .map(stand ->
                        answer(moment -> with(stand.name(), moment, lock -> lock.renew(new Owner(stand), moment))))
                .toList();
    }

    @Override
    public CompletableFuture<Boolean> raise(Stand stand, long token) {
        return answer(moment -> with(stand.name(), moment, lock -> lock.raise(new Owner(stand), token, moment)));
    }

    /** Without an end, as long as nothing was lost: there was no other store before this one that could have granted what it does. */
    @Override
    public Duration age() {
        monitor.lock();
        try {
            return forgetful ? Duration.ofNanos(ticker.nanoTime() - forgotAt) : Duration.ofSeconds(Long.MAX_VALUE);
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public CompletableFuture<LockState> inspect(String name) {
        return answer(moment -> with(name, moment, lock -> lock.inspect(name, moment)));
    }

    @Override
    public void listen(String clientId, Signals signals) {
        listeners.put(clientId, signals);
    }

    @Override
    public void unlisten(String clientId) {
        listeners.remove(clientId);
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

    /** Loses all it knows, as a server does at a restart. */
    void forget() {
        monitor.lock();
        try {
            locks.clear();
            tokens.forget();
            forgetful = true;
            forgotAt = ticker.nanoTime();
        } finally {
            monitor.unlock();
        }
    }

    /** Counts the names that there is something to remember of. */
    int remembered() {
        return locks.size();
    }

    private <T> CompletableFuture<T> answer(Function<Moment, T> operation) {
        List<Owner> offers = new ArrayList<>(0);
        T result;
        monitor.lock();
        try {
            Moment moment = new Moment(ticker.nanoTime() - origin, tokens, offers);
            sweep(moment.now());
            result = operation.apply(moment);
        } finally {
            monitor.unlock();
        }
        offers.forEach(this::tell);
        return CompletableFuture.completedFuture(result);
    }

    private <T> T with(String name, Moment moment, Function<MemoryLock, T> operation) {
        MemoryLock lock = locks.computeIfAbsent(name, created -> new MemoryLock());
        lock.dropExpired(moment.now());
        T result = operation.apply(lock);
        if (lock.isForgotten()) {
            locks.remove(name);
        }
        return result;
    }

    private void sweep(long now) {
        operations++;
        if (operations > Math.max(SWEEP_EVERY, locks.size())) {
            operations = 0;
            locks.values().removeIf(lock -> {
                lock.dropExpired(now);
                return lock.isForgotten();
            });
        }
    }

    private void tell(Owner owner) {
        Signals signals = listeners.get(owner.client());
        if (signals != null) {
            signals.offered(owner.id());
        }
    }
}
