package io.github.latchkey.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work on threads other than the test's. */
final class OnThread {

    private OnThread() {}

    static <T> CompletableFuture<T> other(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "test-other");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
