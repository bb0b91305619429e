package io.github.latchkey;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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

    /** Returns the store's stages, or one for each of the values that failed with what it threw instead. */
    static <V, T> List<? extends CompletionStage<T>> caughtEach(
            List<V> values, Function<List<V>, List<? extends CompletionStage<T>>> command) {
        try {
            return command.apply(values);
        } catch (RuntimeException e) {
            return Collections.nCopies(values.size(), CompletableFuture.failedStage(e));
        }
    }

    static LockStoreException of(Throwable error, LockStore store) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof LockStoreException known
                ? known
                : new LockStoreException(store.describe() + " failed unexpectedly: " + cause + ".", false, cause);
    }
}
