package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The question who has which slots, put to one node after the other until one knows. A node that takes its time is not waited for, but may
 * still be the first to answer. Its steps run on several threads: each takes the next candidate from the queue, and the first answer counts.
 */
final class SlotSearch {

    private final Queue<NodeAddress> candidates;
    private final Function<NodeAddress, CompletableFuture<SlotMap>> asking;
    private final Duration patience;
    private final ScheduledExecutorService timer;
    private final AtomicInteger unanswered;
    private final CompletableFuture<SlotMap> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    SlotSearch(
            List<NodeAddress> candidates,
            Function<NodeAddress, CompletableFuture<SlotMap>> asking,
            Duration patience,
            ScheduledExecutorService timer) {
        this.candidates = new ConcurrentLinkedQueue<>(candidates);
        this.asking = asking;
        this.patience = patience;
        this.timer = timer;
        this.unanswered = new AtomicInteger(candidates.size());
    }

    /** Completes with the first answer, or fails with what says most of those who gave none. */
    CompletableFuture<SlotMap> begin() {
        next();
        return result;
    }

    private void next() {
        NodeAddress candidate = result.isDone() ? null : candidates.poll();
        if (candidate == null) {
            return;
        }
        CompletableFuture<SlotMap> answer = asking.apply(candidate);
        answer.whenComplete((map, error) -> {
            if (error == null) {
                result.complete(map);
            } else {
                failed(error);
            }
        });
        if (!answer.isDone()) {
            timer.schedule(this::next, patience.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void failed(Throwable error) {
        // What will not pass by itself tells people more than a node that is down.
        Throwable most =
                failure.accumulateAndGet(error, (known, next) -> known == null || !isPassing(next) ? next : known);
        if (unanswered.decrementAndGet() > 0) {
            next();
        } else {
            result.completeExceptionally(most == null ? error : most);
        }
    }

    private static boolean isPassing(Throwable error) {
        Throwable cause = error.getCause() == null || error instanceof LockStoreException ? error : error.getCause();
        return !(cause instanceof LockStoreException known) || known.isPassing();
    }
}
