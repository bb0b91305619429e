package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker's library, what it has open, and what it holds between two orders. For one thread. */
final class Session {

    private static final int OPENINGS = 10;

    private final Library library;
    private final String uri;
    private final Leases leases = new Leases();
    private @Nullable Contender contender;
    private @Nullable Held held;
    private @Nullable Waiters waiters;

    Session(Library library, String uri) {
        this.library = library;
        this.uri = uri;
    }

    /** Does what an order says, and returns what it measured. */
    Figures obey(Order order) throws Exception {
        return switch (order.task()) {
            case "open" -> open(order.duration("lease"));
            case "close" -> close();
            case "ping" -> Pings.run(uri);
            case "cycles" -> Cycles.run(opened(), order);
            case "hot" -> HotLoop.run(opened(), order);
            case "tries" -> Tries.run(opened(), order);
            case "names" -> ManyNames.run(opened(), order);
            case "hold" -> hold(order);
            case "free" -> free(order);
            case "wait" -> done(() -> waiters = new Waiters(opened(), order));
            case "join" -> join();
            case "lease" -> done(() -> leases.take(opened(), order));
            case "give-back" -> done(leases::free);
            default -> throw new IllegalArgumentException("No task is called '" + order.task() + "'.");
        };
    }

    private Figures open(Duration lease) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Contender opened = library.open(uri, lease);
            try {
                Probe.run(opened, library, uri, lease);
                contender = opened;
                return Figures.NONE;
            } catch (Exception e) {
                // The first commands of a cold JVM may time out on a busy machine; that is not what is measured.
                opened.close();
                if (attempt == OPENINGS || Probe.isViolation(e)) {
                    throw e;
                }
            }
        }
    }

    private Figures close() {
        opened().close();
        contender = null;
        return Figures.NONE;
    }

    private Figures hold(Order order) throws Exception {
        Held taken = opened().take(order.text("name"), Duration.ofSeconds(2));
        if (taken == null) {
            throw new IllegalStateException("The free lock " + order.text("name") + " was refused");
        }
        guard(order).enter(order.longNumber("process"), System.nanoTime());
        held = taken;
        return Figures.NONE;
    }

    private Figures free(Order order) throws Exception {
        Held taken = held;
        if (taken == null) {
            throw new IllegalStateException("Nothing is held");
        }
        guard(order).exit(order.longNumber("process"));
        held = null;
        if (!taken.release()) {
            throw new IllegalStateException("The lock was lost while it was held");
        }
        return Figures.NONE;
    }

    private Figures join() throws Exception {
        Waiters waiting = waiters;
        if (waiting == null) {
            throw new IllegalStateException("Nobody waits");
        }
        waiters = null;
        return waiting.join();
    }

    private Contender opened() {
        Contender opened = contender;
        if (opened == null) {
            throw new IllegalStateException(library.title() + " is not open");
        }
        return opened;
    }

    private static Guard guard(Order order) throws Exception {
        return Guard.open(Path.of(order.text("guard")));
    }

    private static Figures done(Action action) throws Exception {
        action.run();
        return Figures.NONE;
    }

    @FunctionalInterface
    private interface Action {

        void run() throws Exception;
    }
}
