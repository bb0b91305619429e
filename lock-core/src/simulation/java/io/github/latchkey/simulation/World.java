package io.github.latchkey.simulation;

import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import java.time.Duration;

/** All that clients live in: time, chance, and a server with witnesses beside it. */
public final class World {

    private final VirtualTime time = new VirtualTime();
    private final Chance chance;
    private final Journal journal;
    private final Server server;
    private final LineOrder order;
    private final Witness witness;
    private final Flaw flaw;
    private Weather weather;

    /** Begins a world in which a seed decides; a talkative one keeps what can be read. */
    public World(long seed, boolean talkative, Flaw flaw) {
        this(new Chance(seed), 8, talkative, flaw);
    }

    private World(Chance chance, int drift, boolean talkative, Flaw flaw) {
        this.chance = chance;
        this.journal = new Journal(time, talkative);
        this.server = new Server(time, chance.between(-drift, drift));
        this.order = new LineOrder(server, journal);
        this.witness = new Witness(flaw.atServer().apply(server, time::now), time, order);
        this.flaw = flaw;
        this.weather = Climate.calm(chance);
    }

    /** Begins a world for a script, in which clocks agree. */
    public static World scripted() {
        return new World(new Chance(0), 0, true, Flaw.NONE);
    }

    /** Returns the clock of this world. */
    public VirtualTime time() {
        return time;
    }

    /** Returns what decides where nobody else does. */
    public Chance chance() {
        return chance;
    }

    /** Returns what was noted. */
    public Journal journal() {
        return journal;
    }

    /** Returns the server itself, to be disturbed. */
    public Server server() {
        return server;
    }

    /** Returns who stands beside the server. */
    public Witness witness() {
        return witness;
    }

    /** Returns who watches the lines. */
    public LineOrder order() {
        return order;
    }

    /** Says how the weather is for wires from now on. */
    public void weather(Weather next) {
        weather = next;
    }

    /** Returns a wire for a process. */
    public Wire wire(String client, SimulatedProcess process) {
        return new Wire(witness, time, process, journal, client, weather);
    }

    /** Returns a client's store as its engine is to see it. */
    public LockStore clientSide(LockStore store) {
        return flaw.atClient().apply(store, time::now);
    }

    /** Returns how long it takes until another thread of a process does something. */
    public Duration switching() {
        return chance.millis(0, 1);
    }

    /** Returns the truth about a lock. */
    public LockState state(String name) {
        return witness.inspect(name).toCompletableFuture().join();
    }
}
