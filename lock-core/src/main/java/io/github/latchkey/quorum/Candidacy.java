package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A stand of the engine at all nodes, from its first look until it is retired.
 *
 * <p>One election is the present one at a time. What a node answers late to an earlier one says what is there, and nothing is undone for
 * it: that is for the present election to decide, or was done already, and then the seat has another id. Looks come from the engine, answers
 * from the threads of all nodes, time from the timer. One short monitor orders them; what is to be sent or completed is noted under it, and
 * done after it.
 */
final class Candidacy {

    private final Quorum quorum;
    private final String owner;
    private final ReentrantLock monitor = new ReentrantLock();
    private final List<Seat> seats = new ArrayList<>();
    private final Offers offers;
    private final Ending ending;
    private @Nullable Election present;
    private @Nullable ExtraVotes extra;
    private boolean mayBeRetired;
    private long validUntil;
    private volatile boolean retired;

    Candidacy(Quorum quorum, Stand stand) {
        this.quorum = quorum;
        this.owner = stand.owner();
        this.offers = new Offers(quorum);
        this.ending = new Ending(quorum, this);
        this.validUntil = quorum.timer().nanoTime();
        for (Node node : quorum.nodes()) {
            seats.add(new Seat(quorum, node, stand.name(), stand.owner()));
        }
    }

    List<Seat> seats() {
        return seats;
    }

    /** Decides something under the monitor. */
    boolean holds(BooleanSupplier question) {
        monitor.lock();
        try {
            return question.getAsBoolean();
        } finally {
            monitor.unlock();
        }
    }

    /** Whether the engine retires this stand in the end, because something of it may be left at nodes. */
    boolean mayBeRetired() {
        return holds(() -> mayBeRetired);
    }

    boolean isRetired() {
        return retired;
    }

    /** Begins a stand that is over already, so that what comes late for it is refused. */
    static Candidacy over(Quorum quorum, Stand stand) {
        Candidacy over = new Candidacy(quorum, stand);
        over.retired = true;
        return over;
    }

    /** Whether a node may know this stand. */
    boolean mayBeAt(int node) {
        return holds(() -> seats.get(node).mayBeThere());
    }

    /** Asks for the lock, and gives up the other stand, if there is one; null where this stand is over. */
    @Nullable CompletionStage<Acquisition> look(Look look, @Nullable Candidacy old) {
        Election election = new Election(quorum, this, look, old);
        List<Runnable> steps = new ArrayList<>();
        if (!holds(() -> begin(election, look, steps))) {
            return null;
        }
        steps.forEach(Runnable::run);
        return election.outcome();
    }

    private boolean begin(Election election, Look look, List<Runnable> steps) {
        if (retired) {
            return false;
        }
        present = election;
        mayBeRetired |= look.waits();
        offers.clear();
        election.begin(steps);
        return true;
    }

    /** Lets a look at a node give up this stand there, if it may be there. */
    Look yielded(int node, Look look, boolean mayHaveCopies) {
        monitor.lock();
        try {
            Seat seat = seats.get(node);
            return seat.mayBeThere()
                    ? new Look(
                            look.stand(),
                            look.waits(),
                            look.arrival(),
                            seat.longest(),
                            mayHaveCopies || seat.mayHaveCopies())
                    : look;
        } finally {
            monitor.unlock();
        }
    }

    /** Notes that the stand was given up at a node, and whether the lock was its own there. */
    void gaveBack(int node, boolean ours) {
        decide(steps -> seats.get(node).left(ours));
    }

    /** Ends this stand, whose successor gives it up, at those of these nodes where that is not known to be done. */
    void retireRest(IntPredicate nodes) {
        decide(steps -> {
            over();
            for (Seat seat : seats) {
                if (nodes.test(seat.node().index()) && seat.mayBeThere()) {
                    Stand there = seat.longest();
                    steps.add(() -> seat.node().retire(there, Duration.ZERO, true));
                }
            }
        });
    }

    /** Notes that the lock was won under a token, by a look that was sent at that time. */
    void won(long token, Stand stand, long askedAt) {
        validUntil = askedAt + stand.validFor().toNanos();
        extra = new ExtraVotes(quorum, this, token, stand.lease());
    }

    /** Asks a node for the vote if it has not given it, or has lost it, and the lock is held; for so long at least. */
    void askMore(Seat seat, Duration lease, List<Runnable> steps) {
        ExtraVotes more = extra;
        if (more != null && !retired) {
            more.ask(seat, lease, steps);
        }
    }

    /** Notes that a look failed, so that the engine cannot know what is left. */
    void failed() {
        mayBeRetired = true;
    }

    /** Whether that election decides what is at the nodes; a later look, or the end of the stand, takes over. */
    boolean isPresent(Election election) {
        return present == election && !retired;
    }

    /** Decides under the monitor, and then does what was decided. */
    void decide(Consumer<List<Runnable>> decision) {
        List<Runnable> steps = new ArrayList<>(2);
        monitor.lock();
        try {
            decision.accept(steps);
        } finally {
            monitor.unlock();
        }
        steps.forEach(Runnable::run);
    }

    /** Ends the stand at all nodes that may know it. Fails where too few could say whether the lock was its own; then it is to be repeated. */
    CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        return ending.retire(stand, keep, tombstone);
    }

    /** Ends the stand wherever that waits for an answer. */
    void leaveNow() {
        decide(ending::leaveNow);
    }

    /** Completes when nothing waits for an answer any more. */
    CompletableFuture<?> settled() {
        return ending.settled();
    }

    /** Ends the stand at a node whose answer that waited for, if it has come. */
    void answered(Seat seat, List<Runnable> steps) {
        ending.answered(seat, steps);
    }

    /** Whether a node still has the vote, reached or not: it could forget it by a restart only, and then counts for nobody in this time. */
    boolean isSureOf(int node) {
        return holds(
                () -> seats.get(node).isCounted() && validUntil - quorum.timer().nanoTime() > 0);
    }

    /** Notes that the stand is over: no look and no vote comes after that. Under the monitor. */
    void over() {
        retired = true;
        // It may know the stand before this one, which knows one before.
        present = null;
    }

    /** Asks for no more votes: the stand is being given up. */
    void wantNoMore() {
        decide(steps -> extra = null);
    }

    /** Returns the stand at that node where it is to be renewed, or null where it is not; there it is asked for anew, if the node answers. */
    @Nullable Stand toRenew(int node, Duration lease) {
        Seat seat = seats.get(node);
        decide(steps -> {
            if (!seat.node().isLate()) {
                askMore(seat, lease, steps);
            }
        });
        monitor.lock();
        try {
            return seat.hasVote() ? seat.stand(lease) : null;
        } finally {
            monitor.unlock();
        }
    }

    /** Takes what a node said to a renewal; returns whether it has kept the vote since that counted. */
    boolean renewed(int node, String id, @Nullable Boolean held) {
        return holds(() -> {
            Seat seat = seats.get(node);
            if (Boolean.FALSE.equals(held) && seat.is(id)) {
                seat.lost();
            }
            return seat.isCounted();
        });
    }

    /** Takes a node's offer. */
    void offered(int node, String id, Signals signals) {
        decide(steps -> {
            if (!seats.get(node).is(id) || retired) {
                return;
            }
            offers.add(node);
            if (offers.isNewMajority()) {
                steps.add(() -> signals.offered(owner));
            } else if (offers.isMinority()) {
                Duration pause = offers.plan();
                if (!pause.isZero()) {
                    steps.add(() -> quorum.timer().after(pause, () -> backedOff(signals)));
                }
            }
        });
    }

    private void backedOff(Signals signals) {
        decide(steps -> {
            offers.planDone();
            // None, where a look that came after them has found them.
            if (offers.isMinority() && !retired) {
                steps.add(() -> signals.offered(owner));
            }
        });
    }
}
