package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews leases at a third of their length, and notices at their deadline that they are lost.
 *
 * <p>Everything is driven by the agenda on the timer's thread, which never waits: renewals that are due together go out as one command, and
 * their answers plan the next ones. No answer means unknown, so it is asked again until the deadline; only the store's "no" or
 * the deadline is a loss. A grant that was given back is forgotten at once, and an answer that comes later changes nothing.
 */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final String REFUSED =
            "the store no longer knows its owner (it expired, was deleted, or the store lost it)";
    private static final int BATCH = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final LockStore store;
    private final Timer timer;
    private final Agenda agenda;
    private final Events events;
    private final Queue<Grant> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean collecting = new AtomicBoolean();

    LeaseKeeper(LockStore store, Timer timer, Agenda agenda, Events events) {
        this.store = store;
        this.timer = timer;
        this.agenda = agenda;
        this.events = events;
    }

    /** Looks after a grant from now on, or after the next hold on it. */
    void watch(Grant grant) {
        agenda.add(grant);
    }

    void forget(Grant grant) {
        agenda.remove(grant);
    }

    long dueAt(Grant grant) {
        long due = grant.deadline();
        Hold hold = grant.holder();
        if (hold != null) {
            due = earlier(due, hold.dueAt(due));
            due = hold.request().terms().renewed()
                    ? earlier(due, grant.renewal().dueAt())
                    : due;
        }
        return due;
    }

    void due(Grant grant) {
        Hold hold = grant.holder();
        if (!grant.isValid()) {
            forget(grant);
            boolean fixed = hold != null && !hold.request().terms().renewed();
            grant.lose("its lease of " + Display.duration(grant.stand().lease()) + " ended"
                    + (fixed ? "" : " without a confirmed renewal"));
        } else if (hold != null) {
            hold.due();
            if (hold.request().terms().renewed()
                    && timer.nanoTime() - grant.renewal().dueAt() >= 0) {
                renewalDue(grant, hold);
            }
        }
    }

    /** Makes a lease run for at least the given time from now; completes with false if it was lost. */
    CompletableFuture<Boolean> extend(Grant grant, Duration atLeast) {
        Stand longer = grant.stand().leaseFor(atLeast);
        grant.extending(longer);
        long askedAt = timer.nanoTime();
        return store.renew(List.of(longer))
                .get(0)
                .thenApply(held -> {
                    if (!held) {
                        grant.lose(REFUSED);
                        return false;
                    }
                    return grant.renewed(askedAt + longer.validFor().toNanos());
                })
                .toCompletableFuture();
    }

    private void renewalDue(Grant grant, Hold hold) {
        Renewal renewal = grant.renewal();
        if (renewal.isAsking()) {
            renewal.overdue(timer.nanoTime());
            events.suspect(hold, store.describe() + " does not answer");
            return;
        }
        renewal.asked(timer.nanoTime() + store.commandTimeout().toNanos());
        waiting.add(grant);
        if (collecting.compareAndSet(false, true)) {
            // What else is due by now runs on this thread before that task, and joins the batch.
            timer.after(Duration.ZERO, this::sendWaiting);
        }
    }

    private void sendWaiting() {
        collecting.set(false);
        List<Grant> exclusive = new ArrayList<>();
        List<Grant> shared = new ArrayList<>();
        for (Grant grant = waiting.poll(); grant != null; grant = waiting.poll()) {
            if (isOpen(grant)) {
                (grant.stand().isShared() ? shared : exclusive).add(grant);
            }
        }
        renewInBatches(exclusive);
        // By themselves, for a store that is out of memory can renew the others, but not these.
        renewInBatches(shared);
    }

    private void renewInBatches(List<Grant> grants) {
        for (int from = 0; from < grants.size(); from += BATCH) {
            renew(List.copyOf(grants.subList(from, Math.min(from + BATCH, grants.size()))));
        }
    }

    private void renew(List<Grant> batch) {
        long askedAt = timer.nanoTime();
        List<Stand> stands = batch.stream().map(Grant::stand).toList();
        List<? extends CompletionStage<Boolean>> answers = StoreFailure.caughtEach(stands, store::renew);
        for (int i = 0; i < batch.size(); i++) {
            Grant grant = batch.get(i);
            answers.get(i).whenComplete((held, error) -> noteAnswer(grant, askedAt, held, error));
        }
    }

    private void noteAnswer(Grant grant, long askedAt, @Nullable Boolean held, @Nullable Throwable error) {
        try {
            renewed(grant, askedAt, held, error);
        } catch (RuntimeException e) {
            // One hold's trouble is not to end the renewals of the others.
            log.error("The renewal of lock {} was not noted", grant.holder(), e);
            retryLater(grant);
        }
    }

    private void renewed(Grant grant, long askedAt, @Nullable Boolean held, @Nullable Throwable error) {
        Hold hold = grant.holder();
        if (!isOpen(grant) || hold == null) {
            // Given back meanwhile: then a "no" is no loss.
            return;
        }
        if (held == null) {
            if (log.isDebugEnabled()) {
                LogLine.of(log.atDebug().setCause(error), hold).log("Renewal of lock {} failed, trying again", hold);
            }
            retryLater(grant);
            String why = error == null ? null : StoreFailure.of(error, store).getMessage();
            events.suspect(hold, why);
        } else if (!held) {
            grant.lose(REFUSED);
        } else {
            confirmed(grant, hold, askedAt);
        }
    }

    private void confirmed(Grant grant, Hold hold, long askedAt) {
        Duration remaining = grant.untilDeadline();
        if (grant.renewed(askedAt + grant.stand().validFor().toNanos())) {
            Duration lag = grant.renewal().lag(timer.nanoTime());
            grant.renewal().plan(askedAt);
            agenda.moved(grant);
            events.renewed(hold, remaining, lag);
        }
    }

    private void retryLater(Grant grant) {
        long pause = Math.min(grant.stand().lease().toNanos() / 10, LONGEST_PAUSE.toNanos());
        grant.renewal().failed(timer.nanoTime() + pause);
        agenda.moved(grant);
    }

    private boolean isOpen(Grant grant) {
        return agenda.contains(grant);
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
