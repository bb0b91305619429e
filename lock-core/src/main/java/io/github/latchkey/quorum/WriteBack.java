package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing back of an election's token, the highest that a node gave, to those that granted the lock under a lower one, until a majority
 * has it. Votes that come later get it, too. Guarded by the candidacy's monitor.
 */
final class WriteBack {

    private final Quorum quorum;
    private final Election election;
    private final Monitor monitor;
    private final Votes votes;
    private final Stand stand;
    private long token;
    private int done;
    private int underWay;

    WriteBack(Quorum quorum, Election election, Monitor monitor, Votes votes, Stand stand) {
        this.quorum = quorum;
        this.election = election;
        this.monitor = monitor;
        this.votes = votes;
        this.stand = stand;
    }

    /** Decides on the token, once a majority has granted the lock. */
    void begin() {
        token = votes.highest();
    }

    long token() {
        return token;
    }

    /** Writes the token where the lock is still this stand's, at each node that granted it under a lower one. */
    void write(List<Runnable> steps) {
        for (Votes.Grant grant : votes.takeGrants()) {
            if (grant.token() < token) {
                underWay++;
                write(grant.seat(), steps);
            } else {
                done++;
            }
        }
    }

    private void write(Seat seat, List<Runnable> steps) {
        Stand there = seat.stand(stand.lease());
        long written = token;
        steps.add(() ->
                seat.node().ask(store -> store.raise(there, written)).whenComplete((ours, error) -> answered(ours)));
    }

    private void answered(@Nullable Boolean ours) {
        monitor.decide(steps -> {
            underWay--;
            done += Boolean.TRUE.equals(ours) ? 1 : 0;
            election.written(steps);
        });
    }

    /** Whether a majority has it. */
    boolean isDone() {
        return done >= quorum.majority();
    }

    /** Whether no majority can have it any more, whoever is asked. */
    boolean isVain() {
        return done + underWay + votes.open() < quorum.majority();
    }

    /** Whether it takes votes of nodes that are not asked yet. */
    boolean needsOthers() {
        return done + underWay + votes.pending() < quorum.majority();
    }
}
