package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import io.github.latchkey.spring.LockedCallObserver.Phase;
import io.github.latchkey.spring.LockedCallObserver.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The locks of one call, in the order in which they were granted. */
final class HeldLocks {

    private final List<HeldLock> locks;

    /** Keeps them in a list, which is to be safe for several threads where the call is. */
    HeldLocks(List<HeldLock> empty) {
        this.locks = empty;
    }

    void add(HeldLock lock) {
        locks.add(lock);
    }

    boolean isEmpty() {
        return locks.isEmpty();
    }

    List<HeldLock> all() {
        return locks;
    }

    /** Tells an observer that these are held from now on. */
    Phase begin(LockedCallObserver observer) {
        if (observer == LockedCallObserver.NONE || locks.isEmpty()) {
            return Phase.NONE;
        }
        List<String> names =
                locks.stream().flatMap(lock -> lock.lease().names().stream()).toList();
        return observer.begin(Step.HOLD, locks.get(0).operation().name(), names);
    }

    /** Gives all back, the last one first, and returns what the caller is to get where one of them was lost. */
    @Nullable LockLostException release() {
        LockLostException failure = null;
        for (int i = locks.size() - 1; i >= 0; i--) {
            HeldLock lock = locks.get(i);
            boolean lost = lock.isLost();
            lost |= !lock.lease().release();
            failure = lost && lock.failsIfLost() ? lock.lost() : failure;
        }
        return failure;
    }

    /**
     * Gives all back as {@link #release()} does, without a thread that waits. What is not answered in time goes on in the background and
     * counts as done.
     */
    CompletableFuture<@Nullable LockLostException> releaseAsync(Duration atMost) {
        CompletableFuture<@Nullable LockLostException> all = CompletableFuture.completedFuture(null);
        for (int i = locks.size() - 1; i >= 0; i--) {
            HeldLock lock = locks.get(i);
            boolean lost = lock.isLost();
            CompletableFuture<@Nullable LockLostException> one = lock.lease()
                    .releaseAsync()
                    .orTimeout(atMost.toNanos(), TimeUnit.NANOSECONDS)
                    // Not on the one thread of the JDK that tells timeouts.
                    .exceptionallyAsync(late -> true)
                    .thenApply(ours -> (lost || !ours) && lock.failsIfLost() ? lock.lost() : null);
            all = all.thenCombine(one, (before, last) -> last == null ? before : last);
        }
        return all;
    }

    /** Whether the loss of one of them fails the call. */
    boolean failsIfLost() {
        return locks.stream().anyMatch(HeldLock::failsIfLost);
    }

    /** Tells of the loss of a lock that fails the call, at once. */
    void whenLost(Consumer<LockLostException> told) {
        for (HeldLock lock : locks) {
            if (lock.failsIfLost()) {
                lock.lease().onLost(lease -> told.accept(lock.lost()));
            }
        }
    }

    /** Returns what the caller is to get where one of the locks, which are held on, is lost by now. */
    @Nullable LockLostException lost() {
        return locks.stream()
                .filter(lock -> lock.failsIfLost() && lock.isLost())
                .findFirst()
                .map(HeldLock::lost)
                .orElse(null);
    }
}
