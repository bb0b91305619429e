package io.github.latchkey.simulation;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A client's way to the server: a connection for commands, and signals beside it, which may be lost, late or doubled. */
public final class Wire implements LockStore {

    private final LockStore server;
    private final VirtualTime time;
    private final SimulatedProcess process;
    private final Journal journal;
    private final String client;
    private final Connection connection;

    /** Connects a client's process. */
    public Wire(
            LockStore server,
            VirtualTime time,
            SimulatedProcess process,
            Journal journal,
            String client,
            Weather weather) {
        this.server = server;
        this.time = time;
        this.process = process;
        this.journal = journal;
        this.client = client;
        this.connection = new Connection(time, process, journal, client, weather);
    }

    /** Changes the weather. */
    public void weather(Weather next) {
        connection.weather(next);
    }

    /** Returns whether the client has a connection, as it sees it, and as it is. */
    public boolean isUp() {
        return connection.isUp();
    }

    /** Returns how many commands ran after a break of the connection, from that time on. */
    public long lateSince(long from) {
        return connection.lateSince(from);
    }

    /** Returns how many requests the client has sent. */
    public long sent() {
        return connection.sent();
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
        return connection.send(look, () -> server.acquire(look));
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        String what = "retire " + stand + (keep.isZero() ? "" : " keep " + keep) + (tombstone ? " tombstone" : "");
        return connection.send(what, () -> server.retire(stand, keep, tombstone));
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        // One command, as in Redis: the server answers at once, whatever it answers.
        CompletionStage<List<Boolean>> reply = connection.send(
                stands,
                () -> CompletableFuture.completedFuture(server.renew(stands).stream()
                        .map(answer -> answer.toCompletableFuture().join())
                        .toList()));
        return IntStream.range(0, stands.size())
                .mapToObj(i -> reply.thenApply(held -> held.get(i)))
                .toList();
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return connection.send(name, () -> server.inspect(name));
    }

    @Override
    public void listen(String clientId, Signals signals) {
        server.listen(clientId, new Signals() {
            @Override
            public void offered(String owner) {
                List<Duration> copies = connection.weather().signal();
                journal.note(client, () -> "signal for " + owner + " under way " + copies);
                copies.forEach(
                        delay -> time.after(delay, () -> process.run(Inbox.SIGNALS, () -> signals.offered(owner))));
            }

            @Override
            public void missed() {
                process.run(Inbox.SIGNALS, signals::missed);
            }
        });
    }

    @Override
    public void unlisten(String clientId) {
        server.unlisten(clientId);
    }

    @Override
    public long doubts() {
        return connection.doubts();
    }

    @Override
    public Duration commandTimeout() {
        return server.commandTimeout();
    }

    @Override
    public CompletionStage<Void> ping() {
        return server.ping();
    }

    @Override
    public String describe() {
        return server.describe();
    }

    @Override
    public void close() {}
}
