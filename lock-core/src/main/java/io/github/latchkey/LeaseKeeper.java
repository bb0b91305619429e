package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews leases at a third of their length, and notices at their deadline that they are lost.
 *
 * <p>Everything is driven by the timer's thread, which never waits: renewals that are due together go out as one command, and
 * their answers set the next tick. No answer means unknown, so it is asked again until the deadline; only the store's "no" or
 * the deadline is a loss. A hold that was released is forgotten at once, and an answer that comes later changes nothing.
 */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final String REFUSED =
            "the store no longer knows its owner (it expired, was deleted, or the store lost it)";
    private static final int BATCH = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final LockStore store;
    private final Timer timer;
    private final Map<Hold, Timer.Task> ticks = new ConcurrentHashMap<>();
    private final Queue<Hold> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean collecting = new AtomicBoolean();

    LeaseKeeper(LockStore store, Timer timer) {
        this.store = store;
        this.timer = timer;
    }

    void watch(Hold hold) {
        ticks.put(hold, Timer.Task.NONE);
        next(
                hold,
                hold.grant()
                        .stand()
                        .lease()
                        .dividedBy(3)
                        .minusNanos(timer.nanoTime() - hold.grant().askedAt()));
    }

    void forget(Hold hold) {
        Timer.Task task = ticks.remove(hold);
        if (task != null) {
            task.cancel();
        }
    }

    /** Makes a lease run for at least the given time from now; completes with false if it was lost. */
    CompletableFuture<Boolean> extend(Hold hold, Duration atLeast) {
        Stand stand = hold.grant().stand();
        Stand longer = new Stand(stand.name(), stand.owner(), atLeast);
        hold.extending(longer);
        long askedAt = timer.nanoTime();
        return store.renew(List.of(longer))
                .thenApply(held -> {
                    if (!held.get(0)) {
                        hold.lose(REFUSED);
                        return false;
                    }
                    return hold.renewed(askedAt + longer.validFor().toNanos());
                })
                .toCompletableFuture();
    }

    /** Plans the next renewal, or the deadline where nothing is renewed or it comes first. */
    private void next(Hold hold, Duration renewalIn) {
        Duration left = hold.untilDeadline();
        boolean renew = hold.request().renewed() && renewalIn.compareTo(left) < 0;
        Duration delay = renew ? renewalIn : left;
        // Only a hold that is still watched gets a new tick: release and loss have removed it.
        ticks.computeIfPresent(hold, (key, old) -> {
            old.cancel();
            return timer.after(delay.isNegative() ? Duration.ZERO : delay, () -> tick(hold));
        });
    }

    private void tick(Hold hold) {
        if (!hold.isHeld()) {
            forget(hold);
            hold.lose("its lease of " + Display.duration(hold.grant().stand().lease())
                    + " ended without a confirmed renewal");
        } else if (!hold.request().renewed()) {
            next(hold, LONGEST_PAUSE);
        } else {
            due.add(hold);
            if (collecting.compareAndSet(false, true)) {
                // What else is due by now runs on this thread before that task, and joins the batch.
                timer.after(Duration.ZERO, this::sendDue);
            }
        }
    }

    private void sendDue() {
        collecting.set(false);
        List<Hold> batch = new ArrayList<>();
        for (Hold hold = due.poll(); hold != null; hold = due.poll()) {
            if (hold.isHeld()) {
                batch.add(hold);
            }
            if (batch.size() == BATCH) {
                renew(batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            renew(batch);
        }
    }

    private void renew(List<Hold> batch) {
        long askedAt = timer.nanoTime();
        // Until the answer comes, the next thing that can happen is the deadline.
        batch.forEach(hold -> next(hold, hold.untilDeadline()));
        CompletionStage<List<Boolean>> answers;
        try {
            answers =
                    store.renew(batch.stream().map(hold -> hold.grant().stand()).toList());
        } catch (RuntimeException e) {
            answers = CompletableFuture.failedStage(e);
        }
        answers.whenComplete((held, error) -> {
            for (int i = 0; i < batch.size(); i++) {
                try {
                    renewed(batch.get(i), askedAt, error == null ? held.get(i) : null, error);
                } catch (RuntimeException e) {
                    // One hold's trouble is not to end the renewals of the others.
                    log.error("The renewal of lock {} was not noted", batch.get(i), e);
                    retryLater(batch.get(i));
                }
            }
        });
    }

    private void renewed(Hold hold, long askedAt, @Nullable Boolean held, @Nullable Throwable error) {
        Stand stand = hold.grant().stand();
        if (held == null) {
            log.debug("Renewal of lock {} failed, trying again", hold, error);
            retryLater(hold);
        } else if (!held) {
            hold.lose(REFUSED);
        } else if (hold.renewed(askedAt + stand.validFor().toNanos())) {
            next(hold, stand.lease().dividedBy(3).minusNanos(timer.nanoTime() - askedAt));
        }
    }

    private void retryLater(Hold hold) {
        Duration pause = hold.grant().stand().lease().dividedBy(10);
        next(hold, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
