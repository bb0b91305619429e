package io.github.latchkey.spring.actuate;

import io.github.latchkey.LockStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a store is, in the words that both generations of Spring Boot's health share.
 *
 * @param isUp    whether it answers
 * @param details what it is, and how fast it answered or why it does not
 */
record StoreHealth(boolean isUp, Map<String, Object> details) {

    /** Asks the store; returns within twice its command timeout. */
    static StoreHealth of(LockStore store) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("store", store.describe());
        try {
            long askedAt = System.nanoTime();
            answer(store, store.ping());
            details.put("latencyMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt));
        } catch (NoAnswer e) {
            details.put("error", String.valueOf(e.getMessage()));
            return new StoreHealth(false, details);
        }
        List<String> warnings = warnings(store);
        if (!warnings.isEmpty()) {
            details.put("warnings", warnings);
        }
        return new StoreHealth(true, details);
    }

    private static List<String> warnings(LockStore store) {
        try {
            return answer(store, store.warnings());
        } catch (NoAnswer e) {
            // It answered a moment ago, which is what health is about.
            return List.of();
        }
    }

    private static <T> T answer(LockStore store, CompletionStage<T> reply) throws NoAnswer {
        try {
            return reply.toCompletableFuture().get(store.commandTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the health check was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswer(cause.getMessage() == null ? cause.toString() : cause.getMessage(), e);
        } catch (TimeoutException e) {
            throw new NoAnswer(
                    store.describe() + " gave no answer within "
                            + store.commandTimeout().toMillis() + " ms.",
                    e);
        }
    }

    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
