package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.memory.SimulatedMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The server: locks in memory on a clock of its own, which drifts and steps, and which forgets when it is told to. Each lock has a store of
 * its own, so that one can be forgotten without the others. Every answer is there when the call returns.
 */
public final class Server implements LockStore {

    private final VirtualTime time;
    private final int driftPerMille;
    private final Map<String, LockStore> locks = new TreeMap<>();
    private final Map<String, Signals> listeners = new TreeMap<>();
    private long step = Duration.ofDays(1).toNanos();
    private Duration setBack = Duration.ZERO;

    /** Begins a server whose clock is that much faster than time, or slower. */
    public Server(VirtualTime time, int driftPerMille) {
        this.time = time;
        this.driftPerMille = driftPerMille;
    }

    /** Returns the time on the server's clock. */
    public long now() {
        return step + time.now() + time.now() / 1_000 * driftPerMille;
    }

    /** Puts the server's clock forward. */
    public void setClockForward(Duration by) {
        step += by.toNanos();
    }

    /** Puts the server's clock back. */
    public void setClockBack(Duration by) {
        step -= by.toNanos();
        setBack = setBack.plus(by);
    }

    /** Returns how much longer leases and offers may last, because the clock went back. */
    public Duration setBack() {
        return setBack;
    }

    /** Forgets all about one lock, its queue and tombstones included, as a flush does. */
    public void forget(String name) {
        locks.remove(name);
    }

    /** Lets the keys expire that say who holds the lock, and leaves its queue alone: as DEL does, or an eviction. */
    public void delete(String name) {
        // Nothing is offered by that, for nobody asked; the queue and the tombstones live longer than this.
        Duration longerThanAnyLease = Duration.ofSeconds(30);
        long before = step;
        setClockForward(longerThanAnyLease);
        inspect(name);
        step = before;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return lock(look.stand().name()).acquire(look);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return lock(stand.name()).retire(stand, keep, tombstone);
    }

    @Override
    public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
        return stands.stream()
                .map(stand -> lock(stand.name()).renew(List.of(stand)).get(0))
                .toList();
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return lock(name).inspect(name);
    }

    @Override
    public void listen(String clientId, Signals signals) {
        listeners.put(clientId, signals);
        locks.values().forEach(lock -> lock.listen(clientId, signals));
    }

    @Override
    public void unlisten(String clientId) {
        listeners.remove(clientId);
        locks.values().forEach(lock -> lock.unlisten(clientId));
    }

    @Override
    public long doubts() {
        return 0;
    }

    @Override
    public Duration commandTimeout() {
        return Duration.ofMillis(500);
    }

    @Override
    public CompletionStage<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String describe() {
        return "the simulated server";
    }

    @Override
    public void close() {}

    private LockStore lock(String name) {
        return locks.computeIfAbsent(name, created -> {
            LockStore lock = SimulatedMemory.of(this::now);
            listeners.forEach(lock::listen);
            return lock;
        });
    }
}
