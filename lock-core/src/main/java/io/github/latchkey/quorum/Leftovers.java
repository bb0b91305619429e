package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import io.github.latchkey.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands that ended while a node could not be told. They are told once it answers again, so that a node that comes back keeps no vote for
 * nobody, and forgotten once the vote has ended by itself. They are few at a time, however many there are, and after a failure there is a
 * pause that grows, for a node that is down is to be left in peace. Added to from all threads, under a short monitor; sent by the timer's,
 * one batch at a time. {@code pause} is written after each batch, and read by whoever adds: a stale one costs a moment.
 */
final class Leftovers {

    private static final int AT_ONCE = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private record Leftover(Stand stand, long keptUntil, boolean tombstone, long until) {}

    private final Node node;
    private final Timer timer;
    private final ReentrantLock monitor = new ReentrantLock();
    private final Map<String, Leftover> waiting = new LinkedHashMap<>();
    private boolean planned;
    private volatile Duration pause = FIRST_PAUSE;

    Leftovers(Node node, Timer timer) {
        this.node = node;
        this.timer = timer;
    }

    void add(Stand stand, Duration keep, boolean tombstone) {
        long now = timer.nanoTime();
        Duration matters = tombstone ? stand.tombstoneFor() : stand.lease();
        add(new Leftover(stand, now + keep.toNanos(), tombstone, now + matters.toNanos()));
    }

    private void add(Leftover leftover) {
        boolean plan;
        monitor.lock();
        try {
            waiting.put(leftover.stand.owner(), leftover);
            plan = !planned;
            planned = true;
        } finally {
            monitor.unlock();
        }
        if (plan) {
            timer.after(pause, this::send);
        }
    }

    private void send() {
        List<Leftover> batch = next();
        if (batch.isEmpty()) {
            return;
        }
        List<CompletableFuture<Boolean>> told = batch.stream().map(this::tell).toList();
        CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new)).whenComplete((done, never) -> {
            boolean well = told.stream().allMatch(CompletableFuture::join);
            Duration longer = pause.multipliedBy(2);
            pause = well ? FIRST_PAUSE : longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            timer.after(well ? Duration.ZERO : pause, this::send);
        });
    }

    /** Takes the oldest that still matter; none ends the sending. */
    private List<Leftover> next() {
        monitor.lock();
        try {
            long now = timer.nanoTime();
            List<Leftover> batch = new ArrayList<>();
            Iterator<Leftover> oldest = waiting.values().iterator();
            while (oldest.hasNext() && batch.size() < AT_ONCE) {
                Leftover leftover = oldest.next();
                oldest.remove();
                if (leftover.until - now > 0) {
                    batch.add(leftover);
                }
            }
            planned = !batch.isEmpty();
            return batch;
        } finally {
            monitor.unlock();
        }
    }

    /** Completes with whether the node was told. */
    private CompletableFuture<Boolean> tell(Leftover leftover) {
        long kept = Math.max(0, leftover.keptUntil - timer.nanoTime());
        return node.ask(store -> store.retire(leftover.stand, Duration.ofNanos(kept), leftover.tombstone))
                .toCompletableFuture()
                .handle((ours, error) -> {
                    if (error != null) {
                        add(leftover);
                    }
                    return error == null;
                });
    }
}
