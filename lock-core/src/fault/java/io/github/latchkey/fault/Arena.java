package io.github.latchkey.fault;

import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.HistoryFile;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Verdict;
import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What a fault is judged with: a ledger that nobody breaks, and the histories of all processes that take part. */
final class Arena implements AutoCloseable {

    private static final Duration JVM_START = Duration.ofSeconds(30);

    private final RedisServer ledgerRedis = RedisServer.start();
    private final Ledger ledger = Ledger.fenced(ledgerRedis.uri());
    private final Path directory;
    private final HistoryFile own;

    Arena() {
        try {
            this.directory = Files.createTempDirectory("latchkey-faults-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.own = HistoryFile.open(directory, "test");
    }

    Ledger ledger() {
        return ledger;
    }

    /** Where a test may put what it needs. */
    Path directory() {
        return directory;
    }

    void record(Event event) {
        own.append(event);
    }

    /** Starts a process under load, and returns when its threads run. */
    ChildJvm worker(String name, String redis, Load load, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of(redis, ledgerRedis.uri(), directory.toString(), name));
        arguments.addAll(load.arguments());
        ChildJvm worker = ChildJvm.start(environment, WorkerMain.class, arguments);
        worker.awaitLine(WorkerMain.READY, JVM_START);
        return worker;
    }

    /** Lets workers end their sections, all at once, for each may wait for another; returns when they have ended. */
    static void stop(ChildJvm... workers) {
        for (ChildJvm worker : workers) {
            worker.tell(WorkerMain.STOP);
        }
        for (ChildJvm worker : workers) {
            worker.awaitLine(WorkerMain.DONE, JVM_START);
        }
    }

    /** Writes down that something is broken, for as long as the action takes; the pid says what is stopped, 0 = all. */
    void fault(String what, long pid, Runnable action) {
        Call call = Call.exclusive(
                UUID.randomUUID().toString(), what, new Actor("fault", "fault", "fault", pid), Duration.ZERO);
        record(Event.of(Op.FAULT, Phase.INVOKED, call, System.nanoTime()));
        try {
            action.run();
        } finally {
            record(Event.of(Op.FAULT, Phase.OK, call, System.nanoTime()));
        }
    }

    List<Event> history() {
        return HistoryFile.readAll(directory);
    }

    Verdict verdict(Limits limits) {
        return Verdict.of(history(), ledger.accesses(), ledger.values(), limits);
    }

    @Override
    public void close() {
        own.close();
        ledger.close();
        ledgerRedis.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
