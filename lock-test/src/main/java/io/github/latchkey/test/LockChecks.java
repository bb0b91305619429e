package io.github.latchkey.test;

import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What tests assert about locks, and what they read where it does not hold. */
final class LockChecks {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final LockStore store;
    private final CallHistory calls;
    private final List<CallHistory> histories;
    private final Waits waits;

    LockChecks(LockStore store, CallHistory calls, List<CallHistory> histories, Waits waits) {
        this.store = store;
        this.calls = calls;
        this.histories = histories;
        this.waits = waits;
    }

    LockState state(String key) {
        return store.inspect(key).toCompletableFuture().join();
    }

    void locked(String key) {
        if (!state(key).isTaken()) {
            throw new AssertionError("Expected lock '" + key + "' to be held, but it is free. " + takenNow());
        }
    }

    void free(String key) {
        LockState state = state(key);
        if (state.isTaken()) {
            throw new AssertionError("Expected lock '" + key + "' to be free, but it is " + taken(state) + ".");
        }
    }

    void ran(@Nullable String name, String key) {
        if (granted(name, key).isEmpty()) {
            throw new AssertionError("Expected " + (name == null ? "something" : name) + " to run under lock '" + key
                    + "', but it did not. " + calls.describe());
        }
    }

    void nothingRan(@Nullable String key) {
        List<Call> granted = key == null ? calls.all(Call::wasGranted) : granted(null, key);
        if (!granted.isEmpty()) {
            throw new AssertionError("Expected nothing to run under " + (key == null ? "a lock" : "lock '" + key + "'")
                    + ", but something did. " + calls.describe());
        }
    }

    void awaitWaiting(String key, int requests) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (waiting(key) < requests) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("Expected " + requests + " to wait for lock '" + key + "', but after "
                        + TimeUnit.NANOSECONDS.toSeconds(BOUND.toNanos()) + " s there are " + waiting(key) + ". "
                        + calls.describe());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Tells what is taken at this moment. */
    String takenNow() {
        Collection<String> names = new TreeSet<>();
        histories.stream()
                .flatMap(history -> history.all(call -> true).stream())
                .forEach(call -> names.addAll(call.names()));
        List<String> taken = names.stream()
                .map(this::state)
                .filter(LockState::isTaken)
                .map(state -> "'" + state.name() + "' is " + taken(state))
                .toList();
        return taken.isEmpty() ? "No lock is held." : "Held now: " + String.join("; ", taken) + ".";
    }

    private List<Call> granted(@Nullable String name, String key) {
        return calls.all(call -> call.wasGranted()
                && call.names().contains(key)
                && (name == null || Objects.equals(call.label(), name)));
    }

    private long waiting(String key) {
        return calls.all(call -> call.names().contains(key) && call.stands(waits))
                .size();
    }

    private static String taken(LockState state) {
        boolean kept = state.holders().contains("-");
        Duration remaining = state.remaining();
        return (kept ? "kept taken for its minimum hold" : "held by " + String.join(", ", state.holders()))
                + (remaining == null
                        ? ""
                        : ", for another " + remaining.toMillis() + " ms" + (kept ? "" : " unless renewed"));
    }
}
