package io.github.latchkey;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client holds, and who in this process holds it: the place where reentrancy is found, without I/O. Threads are
 * compared by identity, so a new thread never inherits what a dead one with the same id left behind.
 */
final class Holds {

    /** Who holds what. */
    record Key(String name, Object owner) {}

    private final Set<Hold> all = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CompletableFuture<Boolean> drained;
    private final Map<Key, Hold> byOwner = new ConcurrentHashMap<>();

    @Nullable Hold find(String name, @Nullable Object owner) {
        return owner == null ? null : byOwner.get(new Key(name, owner));
    }

    void add(Hold hold) {
        all.add(hold);
        Key key = hold.key();
        if (key != null) {
            byOwner.put(key, hold);
        }
    }

    /** Takes out what is held no longer, once its stand is being retired: a close waits for the holds first and those then. */
    void ended(Hold hold) {
        all.remove(hold);
        tellIfDrained();
    }

    /** Lets the owner be found no more; that of a lost hold is found, and told of the loss, until its last lease is released. */
    void left(Hold hold) {
        Key key = hold.key();
        if (key != null) {
            byOwner.remove(key, hold);
            if (!hold.request().kind().isExclusive()) {
                // The same owner may have come in more than once.
                all.stream()
                        .filter(other -> other != hold && key.equals(other.key()))
                        .findFirst()
                        .ifPresent(other -> byOwner.putIfAbsent(key, other));
            }
        }
    }

    /** Completes once nothing is held. Whoever removes a hold looks for the future after that, so none is missed. */
    CompletableFuture<Boolean> drained() {
        CompletableFuture<Boolean> none = new CompletableFuture<>();
        drained = none;
        tellIfDrained();
        return none;
    }

    private void tellIfDrained() {
        CompletableFuture<Boolean> asked = drained;
        if (asked != null && all.isEmpty()) {
            asked.complete(true);
        }
    }

    Set<Hold> all() {
        return all;
    }
}
