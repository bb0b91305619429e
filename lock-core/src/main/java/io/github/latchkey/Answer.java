package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A reply that a thread at the edge of the API waits for.
 *
 * @param future completes with the reply
 */
record Answer<T>(CompletableFuture<T> future) {

    /** Waits for the reply, but not past the bound nor an interrupt, whose flag stays set; then the other value counts. Throws what the reply failed with. */
    T orAfter(Duration bound, Supplier<T> otherwise) {
        try {
            return future.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise.get();
        } catch (TimeoutException e) {
            return otherwise.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LockException known ? known : new IllegalStateException(e.getCause());
        }
    }
}
