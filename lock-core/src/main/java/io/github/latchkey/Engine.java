package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What the parts of one client share. */
final class Engine {

    private final ClientId clientId;
    private final LockStore store;
    private final Timer timer;
    private final Executor callbacks;
    private final Executor answers;
    private final RandomGenerator random;
    private final int maxWaiters;
    private final Agenda agenda;
    private final Events events;
    private final Retirements retirements;
    private final LeaseKeeper keeper;
    private final Holds holds = new Holds();
    private final Lines lines;

    Engine(
            ClientId clientId,
            LockStore store,
            Timer timer,
            Executor callbacks,
            Executor answers,
            RandomGenerator random,
            int maxWaiters,
            List<LockListener> listeners) {
        this.clientId = clientId;
        this.store = store;
        this.timer = timer;
        this.callbacks = callbacks;
        this.answers = answers;
        this.random = random;
        this.maxWaiters = maxWaiters;
        this.agenda = new Agenda(timer);
        this.events = new Events(listeners, callbacks);
        this.retirements = new Retirements(store, timer);
        this.keeper = new LeaseKeeper(store, timer, agenda, events);
        this.lines = new Lines(this);
        store.listen(clientId.toString(), lines);
    }

    /** Names the client's stands. */
    ClientId clientId() {
        return clientId;
    }

    /** Where locks are kept. */
    LockStore store() {
        return store;
    }

    /** The clock, and tasks on it. */
    Timer timer() {
        return timer;
    }

    /** Where users' callbacks run. */
    Executor callbacks() {
        return callbacks;
    }

    /** Where futures of callers complete. */
    Executor answers() {
        return answers;
    }

    /** Where jitter comes from. */
    RandomGenerator random() {
        return random;
    }

    /** How many requests may wait in one line. */
    int maxWaiters() {
        return maxWaiters;
    }

    /** What is due at some time. */
    Agenda agenda() {
        return agenda;
    }

    /** Tells listeners. */
    Events events() {
        return events;
    }

    /** Gives locks back. */
    Retirements retirements() {
        return retirements;
    }

    /** Renews leases, and notices their end. */
    LeaseKeeper keeper() {
        return keeper;
    }

    /** What this client holds. */
    Holds holds() {
        return holds;
    }

    /** Who in this process waits for what. */
    Lines lines() {
        return lines;
    }

    Duration since(long nanoTime) {
        return Duration.ofNanos(timer.nanoTime() - nanoTime);
    }
}
