package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A line's stand in the store, from its first look until it is granted or given up: one owner id, with what must be known to end it.
 * At most one look is under way; a second would only queue behind it. Guarded by its line's monitor.
 */
final class Place {

    private final Engine engine;
    private final String name;
    private final String owner;
    private final long doubts;
    private final CompletableFuture<Boolean> gaveBack;
    private @Nullable Grant old;
    private @Nullable Look underWay;
    private Duration longestLease = Duration.ZERO;
    private long askedAt;
    private long arrival;
    private boolean mayHaveTicket;
    private boolean unsure;
    private boolean oldUnsure;
    private boolean again;

    /** Begins a stand; with its first answered look it gives up the other grant, if there is one. */
    Place(Engine engine, LockRequest request, @Nullable Grant yielded) {
        this.engine = engine;
        this.name = request.name();
        this.owner = engine.clientId().nextOwner(request.kind().code());
        this.doubts = engine.store().doubts();
        this.old = yielded;
        this.gaveBack = yielded == null ? Steps.YES : new CompletableFuture<>();
    }

    String owner() {
        return owner;
    }

    /** The place in the queue that the store gave; 0 = none. */
    long arrival() {
        return arrival;
    }

    /** Takes over the place in the queue of a stand that is over. */
    void arriveAs(long earlier) {
        arrival = earlier;
    }

    boolean isAsking() {
        return underWay != null;
    }

    /** Whether the look under way wants a place in the queue. */
    boolean wantsTicket() {
        return underWay != null && underWay.waits();
    }

    /** When the look under way, or the last one, was sent. */
    long askedAt() {
        return askedAt;
    }

    /** Lets another look follow the one under way, or the one just answered, if it is urgent. */
    void askAgain(boolean urgent) {
        again |= urgent;
    }

    /** Whether another look is to follow the one that was just answered. */
    boolean wantsAgain() {
        return again;
    }

    /** Completes with whether the yielded lock was still ours. */
    CompletableFuture<Boolean> gaveBack() {
        return gaveBack;
    }

    /** Notes that a look is sent now, and returns it. */
    Look ask(LeaseTerms terms, boolean waits) {
        Duration lease = terms.leaseFor();
        Stand stand = new Stand(name, owner, lease, terms.replicas());
        longestLease = lease.compareTo(longestLease) > 0 ? lease : longestLease;
        mayHaveTicket |= waits;
        again = false;
        askedAt = engine.timer().nanoTime();
        Grant former = old;
        Look look = former == null
                ? new Look(stand, waits, arrival, null, false)
                : new Look(stand, waits, arrival, former.longest(), oldUnsure || former.mayHaveCopies(engine.store()));
        underWay = look;
        return look;
    }

    /** Notes what became of the look under way. One that failed may have been carried out, or yet be, unless it was never sent. */
    void noteAnswer(Steps steps, @Nullable Acquisition answer, @Nullable LockStoreException error) {
        underWay = null;
        if (error != null) {
            unsure |= error.mayHaveRun();
            oldUnsure |= error.mayHaveRun();
        } else if (old != null && answer != null) {
            boolean ours = answer.gaveBack() || oldUnsure;
            old = null;
            steps.then(() -> gaveBack.complete(ours));
        }
        if (answer instanceof Busy busy && busy.arrival() != 0) {
            arrival = busy.arrival();
        }
    }

    /** Notes that the lock was granted, but too late to be entered, or only in part. */
    void missed() {
        unsure = true;
    }

    Grant granted(Look look, Granted granted, long deadline) {
        return new Grant(engine, look.stand(), longestLease, granted.token(), askedAt, deadline, unsure, doubts);
    }

    /** Gives the stand up: with a tombstone wherever a look may have been granted unseen, or may yet be. */
    void giveUp(Steps steps) {
        boolean copies = isAsking() || unsure || engine.store().doubts() != doubts;
        if (copies || mayHaveTicket) {
            Stand stand = new Stand(name, owner, longestLease);
            steps.then(() -> engine.retirements().retire(stand, Duration.ZERO, copies));
        }
        Grant former = old;
        if (former != null) {
            steps.then(() -> engine.retirements()
                    .retire(former.longest(), Duration.ZERO, true)
                    .thenAccept(ours -> gaveBack.complete(true)));
        }
    }
}
