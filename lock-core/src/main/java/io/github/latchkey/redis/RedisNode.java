package io.github.latchkey.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One Redis that keeps locks: a connection for commands, a second one for signals, and what its user may do there. Grants and renewals that
 * replicas have to confirm come on two more, opened when there are any.
 */
final class RedisNode {

    /** How many command timeouts the check of rights waits for the connection that signals come on. */
    private static final int SIGNALS_PATIENCE = 4;

    private final RedisConnector connector = new RedisConnector();
    private final RedisPlace place;
    private final String name;
    private final boolean several;
    private final RedisLink link;
    private final RedisLink grants;
    private final RedisLink renewals;
    private final RedisSignals signals;
    private final RedisRights rights;

    /** Keeps locks at this place; the name is for messages. */
    RedisNode(RedisPlace place, String name, RedisCommon common) {
        Duration patience = common.commandTimeout().multipliedBy(SIGNALS_PATIENCE);
        Supplier<String> node = () -> place.describe(name);
        this.place = place;
        this.name = name;
        this.several = common.keys().slotted();
        this.signals = new RedisSignals(place::listen, connector, name, common);
        this.link = new RedisLink(place::connect, connector, node, common, signals::left);
        this.grants = new RedisLink(place::connect, connector, node, common, signals::left);
        this.renewals = new RedisLink(place::connect, connector, node, common, signals::left);
        this.rights = new RedisRights(link, signals, common.keys(), name, patience);
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

    /** Asks for what endangers locks. */
    CompletableFuture<List<String>> warnings() {
        CompletableFuture<List<String>> found = send(new MemoryCall()).handle(EvictionWarning::of);
        return several
                ? found.thenApply(
                        texts -> texts.stream().map(text -> name + ": " + text).toList())
                : found;
    }

    @Override
    public String toString() {
        return name;
    }

    /** How long the server has run that answers now; zero while there is no connection. */
    Duration age() {
        return link.age();
    }

    /** Ends all connections. Completes when they are closed. */
    CompletableFuture<Void> close() {
        connector.close();
        return CompletableFuture.allOf(place.close(), signals.close(), link.close(), grants.close(), renewals.close());
    }

    /** Ends all connections of a node that keeps no locks any more; what is sent there all the same may be tried again. */
    void leave() {
        connector.close();
        signals.close();
        link.leave();
        grants.leave();
        renewals.leave();
    }
}
