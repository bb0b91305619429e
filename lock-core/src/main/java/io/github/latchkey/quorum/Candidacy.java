package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stand of the engine at all nodes, from its first look until it is retired.
 *
 * <p>One election is the present one at a time. What a node answers late to an earlier one says what is there, and nothing is undone for
 * it: that is for the present election to decide, or was done already, and then the seat has another id.
 *
 * <p>All of it is decided under one {@link Monitor}: the looks here, their {@link Election}, what was won in the {@link Tenure}, the
 * {@link Offers} to one who waits, and the {@link Ending}.
 */
final class Candidacy {

    private final Quorum quorum;
    private final Monitor monitor = new Monitor();
    private final List<Seat> seats = new ArrayList<>();
    private final Tenure tenure;
    private final Offers offers;
    private final Ending ending;
    private @Nullable Election present;
    private boolean mayBeRetired;
    private volatile boolean retired;

    Candidacy(Quorum quorum, Stand stand) {
        this.quorum = quorum;
        this.tenure = new Tenure(quorum, this);
        this.offers = new Offers(quorum, this, stand.owner());
        this.ending = new Ending(quorum, this);
        for (Node node : quorum.nodes()) {
            seats.add(new Seat(quorum, node, stand.name(), stand.owner()));
        }
    }

    /** Begins a stand that is over already, so that what comes late for it is refused. */
    static Candidacy over(Quorum quorum, Stand stand) {
        Candidacy over = new Candidacy(quorum, stand);
        over.retired = true;
        return over;
    }

    Monitor monitor() {
        return monitor;
    }

    List<Seat> seats() {
        return seats;
    }

    Tenure tenure() {
        return tenure;
    }

    Ending ending() {
        return ending;
    }

    /** Whether the engine retires this stand in the end, because something of it may be left at nodes. */
    boolean mayBeRetired() {
        return monitor.holds(() -> mayBeRetired);
    }

    boolean isRetired() {
        return retired;
    }

    /** Whether a node may know this stand. */
    boolean mayBeAt(int node) {
        return monitor.holds(() -> seats.get(node).mayBeThere());
    }

    /** Asks for the lock, and gives up the other stand, if there is one; null where this stand is over. */
    @Nullable CompletionStage<Acquisition> look(Look look, @Nullable Candidacy old) {
        Election election = new Election(quorum, this, look, old);
        List<Runnable> steps = new ArrayList<>();
        if (!monitor.holds(() -> begin(election, look, steps))) {
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

    /** Whether that election decides what is at the nodes; a later look, or the end of the stand, takes over. */
    boolean isPresent(Election election) {
        return present == election && !retired;
    }

    /** Notes that a look failed, so that the engine cannot know what is left. */
    void failed() {
        mayBeRetired = true;
    }

    /** Takes a node's offer. */
    void offered(int node, String id, Signals signals) {
        monitor.decide(steps -> {
            if (seats.get(node).is(id) && !retired) {
                offers.add(node, signals, steps);
            }
        });
    }

    /** Lets a look at a node give up this stand there, if it may be there. */
    Look yielded(int node, Look look, boolean mayHaveCopies) {
        Seat seat = seats.get(node);
        return monitor.find(() -> seat.mayBeThere()
                ? new Look(
                        look.stand(),
                        look.waits(),
                        look.arrival(),
                        seat.longest(),
                        mayHaveCopies || seat.mayHaveCopies())
                : look);
    }

    /** Notes that the stand was given up at a node, and whether the lock was its own there. */
    void gaveBack(int node, boolean ours) {
        monitor.decide(steps -> seats.get(node).left(ours));
    }

    /** Notes that the stand is over: no look and no vote comes after that. Under the monitor. */
    void over() {
        retired = true;
        // It may know the stand before this one, which knows one before.
        present = null;
    }
}
