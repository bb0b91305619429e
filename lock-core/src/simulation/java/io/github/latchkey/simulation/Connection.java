package io.github.latchkey.simulation;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What carries a client's requests to the server, and replies back, both in their order. When it breaks, all that is under way fails once
 * the client notices, while bytes that were written before may still run, late, once or twice; then there is a new one.
 */
final class Connection {

    private final VirtualTime time;
    private final SimulatedProcess process;
    private final Journal journal;
    private final String client;
    private final Set<Command<?>> underWay = new LinkedHashSet<>();
    private final List<Long> lateAt = new ArrayList<>();
    private Weather weather;
    private long lastArrival;
    private long lastReply;
    private int number;
    private boolean cut;
    private long downUntil;
    private long doubts;
    private long sent;

    Connection(VirtualTime time, SimulatedProcess process, Journal journal, String client, Weather weather) {
        this.time = time;
        this.process = process;
        this.journal = journal;
        this.client = client;
        this.weather = weather;
    }

    void weather(Weather next) {
        weather = next;
    }

    Weather weather() {
        return weather;
    }

    boolean isUp() {
        return !cut && time.now() >= downUntil;
    }

    /** Counts the commands that ran after a break, from that time on. */
    long lateSince(long from) {
        return lateAt.stream().filter(at -> at >= from).count();
    }

    long sent() {
        return sent;
    }

    long doubts() {
        return doubts;
    }

    /**
     * Breaks the connection.
     *
     * @param unnoticed how long the client does not notice; what it sends meanwhile is lost
     * @param down      how long it has no connection after that
     */
    void cut(Duration unnoticed, Duration down) {
        if (cut) {
            return;
        }
        journal.note(client, () -> "connection breaks");
        cut = true;
        for (Command<?> command : underWay) {
            for (Duration late : weather.late(command.hasRun())) {
                time.after(late, () -> {
                    journal.note(client, () -> "late: " + command);
                    lateAt.add(time.now());
                    command.execute();
                });
            }
        }
        time.after(unnoticed, () -> process.run(Inbox.SOCKET, () -> noticed(down)));
    }

    <T> CompletionStage<T> send(Object what, Supplier<CompletionStage<T>> run) {
        sent++;
        if (time.now() < downUntil) {
            journal.note(client, () -> "not sent: " + what);
            return CompletableFuture.failedFuture(LockStoreException.notSent("no connection", true, null));
        }
        journal.note(client, () -> "sends " + what);
        Command<T> command = new Command<>(what, run, journal);
        underWay.add(command);
        deliver(command);
        return command.reply();
    }

    private <T> void deliver(Command<T> command) {
        if (cut) {
            return;
        }
        int used = number;
        lastArrival = Math.max(lastArrival, time.now() + weather.request().toNanos());
        time.at(lastArrival, () -> {
            if (used == number && !cut) {
                arrived(command);
            }
        });
    }

    private <T> void arrived(Command<T> command) {
        Boolean refused = weather.refuses();
        if (refused != null) {
            journal.note(client, () -> "refused: " + command);
            reply(() -> fail(command, new LockStoreException("refused", refused, null)));
        } else if (weather.noScript()) {
            journal.note(client, () -> "no script for " + command);
            reply(() -> {
                doubts++;
                deliver(command);
            });
        } else {
            T answer = command.execute();
            journal.note(client, () -> "runs " + command + " -> " + answer);
            reply(() -> {
                if (underWay.remove(command)) {
                    journal.note(client, () -> "hears " + answer);
                    command.complete(answer);
                }
            });
        }
    }

    private void reply(Runnable heard) {
        int used = number;
        lastReply = Math.max(lastReply, time.now() + weather.reply().toNanos());
        time.at(lastReply, () -> {
            if (used == number && !cut) {
                process.run(Inbox.SOCKET, () -> {
                    if (used == number) {
                        heard.run();
                    }
                });
            }
        });
    }

    private void noticed(Duration down) {
        journal.note(client, () -> "notices that the connection broke");
        doubts++;
        number++;
        cut = false;
        lastArrival = time.now();
        lastReply = time.now();
        downUntil = time.now() + down.toNanos();
        for (Command<?> command : List.copyOf(underWay)) {
            fail(command, new LockStoreException("the connection broke", true, null));
        }
    }

    private void fail(Command<?> command, LockStoreException error) {
        if (underWay.remove(command)) {
            command.fail(error);
        }
    }
}
