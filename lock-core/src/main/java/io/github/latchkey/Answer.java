package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A reply that a thread at the edge of the API waits for, for a short and bounded time.
 *
 * @param future completes with the reply
 */
record Answer<T>(CompletableFuture<T> future) {

    /**
     * Waits for the reply, but not past the bound; then the other value counts. An interrupt does not shorten that, for a thread that
     * gives back is often one that was interrupted; its flag stays set. Throws what the reply failed with.
     */
    T orAfter(Duration bound, Supplier<T> otherwise) {
        long end = System.nanoTime() + bound.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return otherwise.get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof LockException known ? known : new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
