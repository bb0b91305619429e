package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The asking of one election: sends its look to nodes, and notes what they answer. Guarded by the candidacy's monitor.
 *
 * <p>A vote counts only from a node that has run for the longest lease: one that was restarted may have granted the lock before. The age is
 * asked for after the vote came, so it is that of the server which gave it, or of a younger one.
 */
final class Poll {

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final Election election;
    private final Look look;
    private final Former former;
    private final long askedAt;
    private final long floor;
    private final Votes votes;

    /** Asks for an election of that candidacy, which gives up a former one. */
    Poll(Quorum quorum, Candidacy candidacy, Election election, Look look, Former former) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.election = election;
        this.look = look;
        this.former = former;
        this.askedAt = quorum.timer().nanoTime();
        this.floor = quorum.proposal().next();
        this.votes = new Votes(quorum, look.stand(), former.isThere());
    }

    Votes votes() {
        return votes;
    }

    /** The time before the first node was asked. */
    long askedAt() {
        return askedAt;
    }

    /** Asks the first nodes: those that know one of the stands, and a majority at least. */
    void askFirst(List<Runnable> steps) {
        List<Seat> first = new ArrayList<>();
        List<Seat> others = new ArrayList<>();
        for (Node node : quorum.inOrder()) {
            Seat seat = candidacy.seats().get(node.index());
            boolean known = seat.mayBeThere() || former.mayBeAt(node);
            (known ? first : others).add(seat);
        }
        int missing = Math.max(0, quorum.majority() - first.size());
        first.addAll(others.subList(0, missing));
        ask(first, steps);
    }

    void askOthers(List<Runnable> steps) {
        ask(votes.unasked(candidacy.seats()), steps);
    }

    private void ask(List<Seat> seats, List<Runnable> steps) {
        for (Seat seat : seats) {
            Look asked = former.yielded(seat.node(), seat.ask(look), look.oldMayHaveCopies());
            votes.asked(seat);
            steps.add(() -> seat.node()
                    .ask(store -> store.vote(asked, floor))
                    .whenComplete((answer, error) -> voted(seat, asked, answer, error)));
        }
    }

    /** Takes what a node answered, or failed with. */
    private void voted(Seat seat, Look asked, @Nullable Acquisition answer, @Nullable Throwable error) {
        LockStoreException tooYoung =
                answer == null ? null : seat.node().tooYoung(quorum.options().longestLease());
        candidacy.monitor().decide(steps -> {
            if (!seat.is(asked.stand().owner())) {
                // Undone meanwhile, and whatever it was is retired.
                return;
            }
            boolean mayBeThere = answer == null
                    ? failed(seat, error == null ? new IllegalStateException() : error, steps)
                    : answered(seat, answer, asked.waits(), tooYoung);
            candidacy.ending().answered(seat, steps);
            former.answered(seat.node(), asked, answer, steps);
            election.heard(seat, mayBeThere, steps);
        });
    }

    /** Returns whether there may be a vote nevertheless. */
    private boolean failed(Seat seat, Throwable error, List<Runnable> steps) {
        if (seat.node().isLateNow()) {
            steps.add(seat.node()::pingLater);
        }
        LockStoreException failure = NodeFailures.of(error, seat.node());
        seat.failed(failure);
        votes.failed(seat, failure);
        return failure.mayHaveRun();
    }

    /** Returns whether there is a vote. */
    private boolean answered(Seat seat, Acquisition answer, boolean waits, @Nullable LockStoreException tooYoung) {
        seat.answered(answer, waits);
        votes.answered(seat, answer, tooYoung);
        if (answer instanceof Granted) {
            seat.counts(tooYoung == null);
        } else if (answer instanceof Refused) {
            // Somebody ended this id by force; the next look is one of another.
            seat.beginAnew();
        }
        return answer instanceof Granted;
    }

    /** Learns what to propose to all from the highest token, where none was proposed. */
    void learn(long highest) {
        if (floor == 0) {
            quorum.proposal().learn(highest, askedAt);
        }
    }
}
