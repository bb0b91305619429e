package io.github.latchkey;

import io.github.latchkey.simulation.SimulatedProcess;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import io.github.latchkey.simulation.VirtualTime;
import io.github.latchkey.simulation.Wire;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A lock client as it is, in a simulated process on a simulated wire. */
final class SimulatedClient {

    private final String name;
    private final long pid;
    private final SimulatedProcess process;
    private final Wire wire;
    private final Departures departures;
    private final Engine engine;
    private final LockClient locks;

    SimulatedClient(World world, String name, long pid) {
        this.name = name;
        this.pid = pid;
        this.process = new SimulatedProcess(world.chance());
        this.wire = world.wire(name, process);
        VirtualTime time = world.time();
        // One clock overflows while the world runs, one is below zero.
        long origin = pid % 2 == 0 ? -1_000_000_000L : Long.MAX_VALUE - 5_000_000_000L;
        SimulatedTimer timer = new SimulatedTimer(time, process, origin);
        Executor threads = task -> time.after(world.switching(), () -> process.run(Inbox.WORK, task));
        this.departures = new Departures(world.clientSide(wire), time, world.journal());
        this.engine = new Engine(
                new ClientId(name),
                departures,
                timer,
                threads,
                threads,
                world.chance().source(),
                10_000,
                List.of());
        this.locks = new DefaultLockClient(engine, Duration.ZERO, () -> {});
    }

    String name() {
        return name;
    }

    long pid() {
        return pid;
    }

    SimulatedProcess process() {
        return process;
    }

    Wire wire() {
        return wire;
    }

    LockClient locks() {
        return locks;
    }

    Departures departures() {
        return departures;
    }

    /** Whether it runs and can reach the server. */
    boolean isWell() {
        return process.isRunning() && wire.isUp();
    }

    /** Whether somebody in this client relies on the lock. */
    boolean relies(String lock) {
        return engine.holds().all().stream()
                .anyMatch(hold -> hold.request().name().equals(lock) && hold.isHeld());
    }

    /** Extends a lease as its holder does, without waiting for the answer. */
    CompletableFuture<Boolean> extend(String lock, Object owner, Duration atLeast) {
        Hold hold = engine.holds().find(lock, owner);
        return hold == null || !hold.isHeld()
                ? CompletableFuture.completedFuture(false)
                : engine.keeper().extend(hold.grant(), atLeast);
    }

    /** Hears, as after a break of the signals' connection, that some may be lost. */
    void missedSignals() {
        process.run(Inbox.SIGNALS, engine.lines()::missed);
    }

    /** What is left in the engine when nobody wants anything; nothing, if it is well. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        engine.holds().all().forEach(hold -> left.add("hold " + hold));
        engine.agenda().forEach(Agenda.Entry.class, entry -> left.add("on the agenda " + entry));
        if (!engine.retirements().settled().isDone()) {
            left.add("a retirement without an answer");
        }
        return left;
    }
}
