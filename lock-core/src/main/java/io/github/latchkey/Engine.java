package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What the parts of one client share.
 *
 * @param clientId    names the client's stands
 * @param store       where locks are kept
 * @param timer       the clock, and tasks on it
 * @param callbacks   where users' callbacks run
 * @param retirements gives locks back
 * @param keeper      renews leases, and notices their end
 * @param holds       what this client holds
 */
record Engine(
        ClientId clientId,
        LockStore store,
        Timer timer,
        Executor callbacks,
        Retirements retirements,
        LeaseKeeper keeper,
        Holds holds) {

    static Engine of(ClientId clientId, LockStore store, Timer timer, Executor callbacks) {
        return new Engine(
                clientId,
                store,
                timer,
                callbacks,
                new Retirements(store, timer),
                new LeaseKeeper(store, timer),
                new Holds());
    }

    Duration since(long nanoTime) {
        return Duration.ofNanos(timer.nanoTime() - nanoTime);
    }
}
