package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the stores that vote. One that was slow with a vote, or failed, is late until it answers a ping, so that those which answer are
 * asked first.
 */
final class Node {

    private static final Duration PING_PAUSE = Duration.ofMillis(500);

    private final int index;
    private final VotingStore store;
    private final Timer timer;
    private final Duration patience;
    private final Leftovers leftovers;
    private final AtomicBoolean late = new AtomicBoolean();

    /** Counts an answer as late that takes longer than that. */
    Node(int index, VotingStore store, Timer timer, Duration patience) {
        this.index = index;
        this.store = store;
        this.timer = timer;
        this.patience = patience;
        this.leftovers = new Leftovers(this, timer);
        // Not for the answer: from now on it is known when the first vote comes.
        tooYoung(Duration.ZERO);
    }

    int index() {
        return index;
    }

    VotingStore store() {
        return store;
    }

    String describe() {
        return store.describe();
    }

    /** Asks the store, and fails with its stage only. */
    <T> CompletionStage<T> ask(Function<VotingStore, CompletionStage<T>> command) {
        try {
            return command.apply(store);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Notes that an answer did not come when it should have; returns whether it is to be pinged for that. */
    boolean isLateNow() {
        return late.compareAndSet(false, true);
    }

    /** Waits for it to answer again, as soon as it should. */
    void ping() {
        long start = timer.nanoTime();
        ask(VotingStore::ping).whenComplete((pong, error) -> {
            if (error == null && timer.nanoTime() - start <= patience.toNanos()) {
                late.set(false);
            } else {
                pingLater();
            }
        });
    }

    /** Waits for it to answer again, after a pause: it refuses for the time being. */
    void pingLater() {
        timer.after(PING_PAUSE, this::ping);
    }

    /** Whether it does not answer, as far as is known. */
    boolean isLate() {
        return late.get();
    }

    /** Whether it answers, as far as is known, and is not known to have run for less than the longest lease. */
    boolean isReady(Duration longestLease) {
        return !isLate() && !isKnownToBeYounger(longestLease);
    }

    private boolean isKnownToBeYounger(Duration age) {
        try {
            // Zero where there is no connection: then it is to be asked, or nobody would ever open one.
            return !store.age().isZero() && store.age().compareTo(age) < 0;
        } catch (LockStoreException e) {
            return true;
        }
    }

    /** Ends a stand here; where that fails, it is tried again in the background for as long as it matters. */
    CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        CompletionStage<Boolean> left = ask(there -> there.retire(stand, keep, tombstone));
        left.whenComplete((ours, error) -> {
            if (error != null) {
                leftovers.add(stand, keep, tombstone);
            }
        });
        return left;
    }

    /** Returns why a vote that came just now does not count, or null if it does. */
    @Nullable LockStoreException tooYoung(Duration longestLease) {
        Duration age;
        try {
            age = store.age();
        } catch (LockStoreException e) {
            return e;
        }
        return age.compareTo(longestLease) >= 0
                ? null
                : new LockStoreException(
                        describe() + " has run for " + age.toSeconds() + " s, and is counted after "
                                + longestLease.toSeconds()
                                + " s (longestLease), for it may have forgotten what it granted.",
                        true,
                        null);
    }
}
