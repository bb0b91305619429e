package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.VotingStore;
import io.github.latchkey.memory.SimulatedMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A node of a quorum, in memory, on a clock that is ahead of time and drifts. It forgets all it knows when it is restarted. */
public class QuorumNode implements VotingStore {

    private final VirtualTime time;
    private final long ahead;
    private final int driftPerMille;
    private final Map<String, Signals> listeners = new TreeMap<>();
    private VotingStore memory;
    private long startedAt;

    /** Begins a node that has run for a day. */
    public QuorumNode(VirtualTime time, Duration ahead, int driftPerMille) {
        this.time = time;
        this.ahead = Duration.ofDays(1).plus(ahead).toNanos();
        this.driftPerMille = driftPerMille;
        this.startedAt = -Duration.ofDays(1).toNanos();
        this.memory = SimulatedMemory.of(this::now);
    }

    /** Restarts it empty. */
    public final void restart() {
        memory = SimulatedMemory.of(this::now);
        listeners.forEach(memory::listen);
        startedAt = time.now();
    }

    private long now() {
        return ahead + time.now() + time.now() / 1_000 * driftPerMille;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return vote(look, 0);
    }

    @Override
    public CompletionStage<Acquisition> vote(Look look, long floor) {
        return memory.vote(look, floor);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return memory.retire(stand, keep, tombstone);
    }

    @Override
    public List<? extends CompletionStage<Boolean>> renew(List<Stand> stands) {
        return memory.renew(stands);
    }

    @Override
    public CompletionStage<Boolean> raise(Stand stand, long token) {
        return memory.raise(stand, token);
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(time.now() - startedAt);
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return memory.inspect(name);
    }

    @Override
    public void listen(String clientId, Signals signals) {
        listeners.put(clientId, signals);
        memory.listen(clientId, signals);
    }

    @Override
    public void unlisten(String clientId) {
        listeners.remove(clientId);
        memory.unlisten(clientId);
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
        return "a node";
    }

    @Override
    public void close() {}
}
