package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.VotingStore;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A client's way to one node of a quorum. */
public final class NodeWire implements VotingStore {

    private final VotingStore node;
    private final VirtualTime time;
    private final SimulatedProcess process;
    private final Connection connection;
    private final String name;

    /** Connects a client's process to a node of that name. */
    public NodeWire(
            VotingStore node,
            String name,
            VirtualTime time,
            SimulatedProcess process,
            Journal journal,
            String client,
            Weather weather) {
        this.node = node;
        this.name = name;
        this.time = time;
        this.process = process;
        this.connection = new Connection(time, process, journal, client + "-" + name, weather);
    }

    /**
     * Breaks the connection.
     *
     * @param unnoticed how long the client does not notice; what it sends meanwhile is lost
     * @param down      how long it has no connection after that
     */
    public void cut(Duration unnoticed, Duration down) {
        connection.cut(unnoticed, down);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        return vote(look, 0);
    }

    @Override
    public CompletionStage<Acquisition> vote(Look look, long floor) {
        return connection.send(look, () -> node.vote(look, floor));
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        String what = "retire " + stand + (tombstone ? " tombstone" : "");
        return connection.send(what, () -> node.retire(stand, keep, tombstone));
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        return stands.stream()
                .map(stand -> connection.send(
                        "renew " + stand, () -> node.renew(List.of(stand)).get(0)))
                .toList();
    }

    @Override
    public CompletionStage<Boolean> raise(Stand stand, long token) {
        return connection.send("raise " + stand + " " + token, () -> node.raise(stand, token));
    }

    @Override
    public Duration age() {
        return node.age();
    }

    @Override
    public CompletionStage<LockState> inspect(String lock) {
        return connection.send(lock, () -> node.inspect(lock));
    }

    @Override
    public void listen(String clientId, Signals signals) {
        node.listen(clientId, new Signals() {
            @Override
            public void offered(String owner) {
                connection
                        .weather()
                        .signal()
                        .forEach(delay ->
                                time.after(delay, () -> process.run(Inbox.SIGNALS, () -> signals.offered(owner))));
            }

            @Override
            public void missed() {
                process.run(Inbox.SIGNALS, signals::missed);
            }
        });
    }

    @Override
    public void unlisten(String clientId) {
        node.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return connection.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return Duration.ofMillis(500);
    }

    @Override
    public CompletionStage<Void> ping() {
        return connection.send("ping", node::ping);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {}
}
