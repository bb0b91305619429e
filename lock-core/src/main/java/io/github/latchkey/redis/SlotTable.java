package io.github.latchkey.redis;

import io.github.latchkey.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which node has which slot, as far as is known, and found out anew where that was wrong. Nobody is asked while all goes well.
 *
 * <p>Safe for use by several threads: {@code latest} is the search under way, or the last one, and replaced by compare-and-set, so there is
 * one at a time. A redirect may be overwritten by an older answer; then the same redirect comes once more.
 */
final class SlotTable {

    /** So that a cluster that fails over is not stormed with questions. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Collection<NodeAddress> seeds;
    private final Function<NodeAddress, CompletableFuture<SlotMap>> asking;
    private final Duration patience;
    private final ScheduledExecutorService timer;
    private final Consumer<SlotMap> onFound;
    private final Ticker ticker = Ticker.system();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicReference<CompletableFuture<SlotMap>> latest;
    private volatile SlotMap map = new SlotMap();
    private volatile long begunAt;

    /** Asks the nodes that are known, and the seeds, one after the other, a next one when one has not answered within the patience. */
    SlotTable(
            Collection<NodeAddress> seeds,
            Function<NodeAddress, CompletableFuture<SlotMap>> asking,
            Duration patience,
            ScheduledExecutorService timer,
            Consumer<SlotMap> onFound) {
        this.seeds = seeds;
        this.asking = asking;
        this.patience = patience;
        this.timer = timer;
        this.onFound = onFound;
        this.latest = new AtomicReference<>(CompletableFuture.completedFuture(map));
        this.begunAt = ticker.nanoTime() - PAUSE.toNanos();
    }

    /** Returns who has a slot; null if that is not known. */
    @Nullable NodeAddress owner(int slot) {
        return map.owner(slot);
    }

    /** Returns the nodes that have slots; none before they were found out. */
    Collection<NodeAddress> masters() {
        return map.masters();
    }

    /** Notes what a node said about one slot; more may have changed. */
    void moved(int slot, NodeAddress to) {
        map.set(slot, to);
        refresh();
    }

    /** Finds out who has which slots, unless that was asked just now. Fails with {@code LockStoreException} if no node can say. */
    CompletableFuture<SlotMap> refresh() {
        CompletableFuture<SlotMap> last = Objects.requireNonNull(latest.get());
        long now = ticker.nanoTime();
        if (!last.isDone() || now - begunAt < PAUSE.toNanos()) {
            return last;
        }
        CompletableFuture<SlotMap> next = new CompletableFuture<>();
        if (!latest.compareAndSet(last, next)) {
            return Objects.requireNonNull(latest.get());
        }
        begunAt = now;
        new SlotSearch(candidates(), asking, patience, timer).begin().whenComplete((found, error) -> {
            if (error != null) {
                next.completeExceptionally(error);
            } else {
                map = found;
                onFound.accept(found);
                next.complete(found);
            }
        });
        return next;
    }

    // Another one first each time: a node that was cut off may tell old tales for a while.
    private List<NodeAddress> candidates() {
        List<NodeAddress> all = new ArrayList<>(map.masters());
        if (!all.isEmpty()) {
            Collections.rotate(all, turn.getAndIncrement() % all.size());
        }
        seeds.stream().filter(seed -> !all.contains(seed)).forEach(all::add);
        return all;
    }
}
