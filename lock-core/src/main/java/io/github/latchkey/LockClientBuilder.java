package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LockClient}. Not safe for use by several threads. */
public final class LockClientBuilder {

    private final LockStore store;
    private String applicationName = "app";
    private boolean closesStore = true;
    private Duration closeGrace = Duration.ofSeconds(10);
    private int maxWaiters = 10_000;
    private final List<LockListener> listeners = new ArrayList<>();
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

    /**
     * Sets how long {@link LockClient#close()} waits for those who hold locks, before it takes the locks away from them.
     *
     * @param grace zero to 366 days; default 10 s
     * @return this builder
     * @throws LockUsageException if it is out of range
     */
    public LockClientBuilder closeGrace(Duration grace) {
        if (grace.isNegative() || grace.compareTo(LockRequest.MAX_TIME) > 0) {
            throw new LockUsageException(
                    "closeGrace is " + grace + ", but must be between zero, which waits for nobody, and 366 days.");
        }
        this.closeGrace = grace;
        return this;
    }

    /**
     * Sets how many requests of this client may wait for the same name in the same mode; those beyond are busy at once. Fair requests are
     * counted by themselves.
     *
     * @param requests 1 or more; default 10,000
     * @return this builder
     * @throws LockUsageException if it is less than 1
     */
    public LockClientBuilder maxWaiters(int requests) {
        if (requests < 1) {
            throw new LockUsageException(
                    "maxWaiters is " + requests + ", but must be at least 1; for no waiting set waitAtMost to zero.");
        }
        this.maxWaiters = requests;
        return this;
    }

    /**
     * Adds a listener, which hears what happens to the locks of the client.
     *
     * @param listener one more listener
     * @return this builder
     */
    public LockClientBuilder listener(LockListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets what the client measures leases and waits with, for tests that move time by hand. The store has to go by the same clock.
     *
     * @param ownTimer a timer of this client alone, which closes it with itself; by default one on the system's clock
     * @return this builder
     */
    public LockClientBuilder timer(Timer ownTimer) {
        this.timer = ownTimer;
        return this;
    }

    /**
     * Builds the client, which starts its threads with the first request.
     *
     * @return a client that closes the store with itself, unless told to leave it open
     */
    public LockClient build() {
        ClientId id = ClientId.of(applicationName);
        ThreadPoolExecutor callbacks = Threads.callbacks(id.toString());
        ThreadPoolExecutor answers = Threads.answers(id.toString());
        Timer used = timer == null ? new SystemTimer(id.toString()) : timer;
        Runnable closeRest = () -> {
            Threads.letGo(callbacks);
            Threads.letGo(answers);
            if (closesStore) {
                store.close();
            }
        };
        Engine engine =
                new Engine(id, store, used, callbacks, answers, new Random(), maxWaiters, List.copyOf(listeners));
        return new DefaultLockClient(engine, closeGrace, closeRest);
    }
}
