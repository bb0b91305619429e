package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Incomplete;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks once at the start whether the store lets its user do all that locks need, and does what locks do later, on a name of its own:
 * takes, waits, renews, looks, gives back. So what only a contended lock needs is missed now, and not on the first busy day.
 */
final class StoreProbe {

    /** For the first connection, which is slow on a busy machine; a Redis that is not there is known at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NAME = "latchkey-startup-check";

    private static final Duration LEASE = Duration.ofSeconds(5);

    private final LockStore store;
    private final int replicas;

    private volatile List<String> warnings = List.of();

    /** Takes its lock with so many replicas. */
    StoreProbe(LockStore store, int replicas) {
        this.store = store;
        this.replicas = replicas;
    }

    /** Returns what the last run found to be missing, though locks work without. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns why the store does not work, or null if it does. */
    @Nullable LockStoreException failure() {
        try {
            // Each in its own time: the rights are asked for on a connection of their own.
            await(store.checkRights().thenAccept(missed -> warnings = missed));
            await(run());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (TimeoutException e) {
            return new LockStoreException(
                    store.describe() + " gave no answer within " + PATIENCE.toSeconds() + " s.", true, e);
        } catch (ExecutionException e) {
            return e.getCause() instanceof LockStoreException failure
                    ? failure
                    : new LockStoreException(store.describe() + " failed: " + e.getCause(), false, e);
        }
    }

    private static void await(CompletionStage<?> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        Object unused = answer.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<?> isComplete(Acquisition granted, Stand holder) {
        if (granted instanceof Incomplete part && part.failure() != null) {
            return store.retire(holder, Duration.ZERO, true)
                    .thenCompose(given -> CompletableFuture.failedStage(part.failure()));
        }
        return CompletableFuture.completedStage(granted);
    }

    private CompletionStage<?> run() {
        // Applications that start together may find it busy, which is as good.
        String client = NAME + "-" + UUID.randomUUID();
        Stand holder = new Stand(NAME, client + ":1:x", LEASE, replicas);
        Stand waiter = new Stand(NAME, client + ":2:x", LEASE);
        return store.acquire(Look.once(holder))
                .thenCompose(granted -> isComplete(granted, holder))
                .thenCompose(granted -> store.acquire(Look.waiting(waiter)))
                .thenCompose(busy -> store.renew(List.of(holder)).get(0))
                .thenCompose(renewed -> store.inspect(NAME))
                .thenCompose(state -> store.retire(holder, Duration.ZERO, false))
                .thenCompose(offered -> store.retire(waiter, Duration.ZERO, false));
    }
}
