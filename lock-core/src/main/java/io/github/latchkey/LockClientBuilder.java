package io.github.latchkey;

import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LockClient}. Not safe for use by several threads. */
public final class LockClientBuilder {

    private final LockStore store;
    private String applicationName = "app";
    private boolean closesStore = true;
    private @Nullable Timer timer;

    LockClientBuilder(LockStore store) {
        this.store = store;
    }

    /**
     * Sets the name that stands first in the client's owner ids, so that a person reading the lock's key sees who holds it.
     *
     * @param name up to 40 letters, digits, dots and dashes; other characters become dashes; default {@code app}
     * @return this builder
     */
    public LockClientBuilder applicationName(String name) {
        this.applicationName = name;
        return this;
    }

    /**
     * Leaves the store open when the client is closed, for a store that others use too.
     *
     * @return this builder
     */
    public LockClientBuilder leaveStoreOpen() {
        this.closesStore = false;
        return this;
    }

    LockClientBuilder timer(Timer engineTimer) {
        this.timer = engineTimer;
        return this;
    }

    /**
     * Builds the client, which starts its threads with the first request.
     *
     * @return a client that closes the store with itself, unless told to leave it open
     */
    public LockClient build() {
        ClientId id = new ClientId(applicationName);
        ThreadPoolExecutor callbacks = Threads.callbacks(id.toString());
        Timer used = timer == null ? new SystemTimer(id.toString()) : timer;
        Runnable closeRest = () -> {
            callbacks.shutdown();
            if (closesStore) {
                store.close();
            }
        };
        return new DefaultLockClient(Engine.of(id, store, used, Threads.orHere(callbacks)), closeRest);
    }
}
