package io.github.latchkey;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Turns whatever a store's stage failed with into the one exception that stores may fail with. */
final class StoreFailure {

    private StoreFailure() {}

    /** Returns the store's stage, or one that failed with what it threw instead. */
    static <T> CompletionStage<T> caught(Supplier<CompletionStage<T>> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    static LockStoreException of(Throwable error, LockStore store) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof LockStoreException known
                ? known
                : new LockStoreException(store.describe() + " failed unexpectedly: " + cause + ".", false, cause);
    }
}
