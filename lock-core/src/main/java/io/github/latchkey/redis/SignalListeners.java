package io.github.latchkey.redis;

import io.github.latchkey.Signals;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The clients that hear a store's signals, whichever node they come from. Safe for use by several threads. */
final class SignalListeners {

    private final Map<String, Signals> byClient = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    void add(String clientId, Signals signals) {
        byClient.put(clientId, signals);
    }

    void remove(String clientId) {
        byClient.remove(clientId);
    }

    @Nullable Signals of(String clientId) {
        return byClient.get(clientId);
    }

    void forEach(BiConsumer<String, Signals> action) {
        byClient.forEach(action);
    }

    /** Notes that somebody says that Redis cannot be listened to; true for the first. */
    boolean tellOfRefusal() {
        return told.compareAndSet(false, true);
    }

    /** Returns the client of an owner, {@code <client>:<sequence>:<mode>}. */
    static String clientOf(String owner) {
        int mode = owner.lastIndexOf(':');
        int sequence = owner.lastIndexOf(':', mode - 1);
        return sequence < 0 ? owner : owner.substring(0, sequence);
    }
}
