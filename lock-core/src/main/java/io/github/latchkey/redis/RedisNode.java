package io.github.latchkey.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One Redis that keeps locks: a connection for commands, a second one for signals, and what its user may do there. Grants and renewals that
 * replicas have to confirm come on two more, opened when there are any.
 */
final class RedisNode {

    /** How many command timeouts the check of rights waits for the connection that signals come on. */
    private static final int SIGNALS_PATIENCE = 4;

    private final RedisLink link;
    private final RedisLink grants;
    private final RedisLink renewals;
    private final RedisSignals signals;
    private final RedisRights rights;

    /** Keeps locks at this place; the name is for messages. */
    RedisNode(RedisPlace place, String name, RedisConnector connector, RedisLockOptions options) {
        LockKeys keys = new LockKeys(options.keyPrefix());
        this.signals = new RedisSignals(place::listen, connector, name, keys.channels(), options.commandTimeout());
        this.link = new RedisLink(place::connect, connector, name, options, signals::left);
        this.grants = new RedisLink(place::connect, connector, name, options, signals::left);
        this.renewals = new RedisLink(place::connect, connector, name, options, signals::left);
        this.rights = new RedisRights(
                link, signals, keys, name, options.commandTimeout().multipliedBy(SIGNALS_PATIENCE));
    }

    /** Sends a call, which fails with {@code LockStoreException} only, and is returned. */
    <T> CompletableFuture<T> send(RedisCall<T> call) {
        if (call.replicas() == 0) {
            return link.send(call);
        }
        // WAIT keeps its connection busy; renewals are not to wait behind grants, nor anybody else behind either.
        return (call instanceof RenewCall ? renewals : grants).send(call);
    }

    /** What is published there for waiters. */
    RedisSignals signals() {
        return signals;
    }

    /** Tries what locks need. */
    CompletableFuture<List<String>> checkRights() {
        return rights.check();
    }

    /** Counts the moments after which commands sent before may still run, or run again. */
    long doubts() {
        return link.doubts() + grants.doubts() + renewals.doubts();
    }

    /** Ends all connections. Completes when they are closed. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(signals.close(), link.close(), grants.close(), renewals.close());
    }
}
