package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What comes of an election: the answer to its look, with which it completes, and the end of what is of no use any more at the nodes.
 * Guarded by the candidacy's monitor.
 */
final class Verdict extends CompletableFuture<Acquisition> {

    private final Candidacy candidacy;
    private final Election election;
    private final Former former;
    private final Poll poll;
    private final Stand stand;

    Verdict(Candidacy candidacy, Election election, Former former, Poll poll, Stand stand) {
        this.candidacy = candidacy;
        this.election = election;
        this.former = former;
        this.poll = poll;
        this.stand = stand;
    }

    /** Grants the lock under that token. */
    void won(long token, List<Runnable> steps) {
        Votes votes = poll.votes();
        candidacy.tenure().won(token, stand, poll.askedAt());
        former.decided(votes.heard(), steps);
        Granted granted = new Granted(token, stand.validFor(), votes.gaveBack());
        steps.add(() -> complete(granted));
    }

    /** Gives up before a majority has granted the lock. */
    void lost(List<Runnable> steps) {
        Votes votes = poll.votes();
        undoAll(steps);
        if (votes.isDecisive()) {
            former.decided(votes.heard(), steps);
            Busy busy = votes.busy();
            steps.add(() -> complete(busy));
        } else {
            fail(votes.failure(), steps);
        }
    }

    /** Gives up what a majority has granted. */
    void lost(LockStoreException why, List<Runnable> steps) {
        undoAll(steps);
        fail(why, steps);
    }

    private void fail(LockStoreException failure, List<Runnable> steps) {
        if (failure.mayHaveRun()) {
            candidacy.failed();
        }
        steps.add(() -> completeExceptionally(failure));
    }

    private void undoAll(List<Runnable> steps) {
        poll.votes().seatsOfGrants().forEach(seat -> undo(seat, steps));
    }

    /** Ends what a node may have granted, unless a later look or the end of the stand decides about that. */
    void undo(Seat seat, List<Runnable> steps) {
        if (candidacy.isPresent(election)) {
            steps.add(seat.undo());
        }
    }
}
