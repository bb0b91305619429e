package io.github.latchkey;

import java.util.concurrent.CompletionException;

/** Turns whatever a store's stage failed with into the one exception that stores may fail with. */
final class StoreFailure {

    private StoreFailure() {}

    static LockStoreException of(Throwable error, LockStore store) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof LockStoreException known
                ? known
                : new LockStoreException(store.describe() + " failed unexpectedly: " + cause + ".", false, cause);
    }
}
