package io.github.latchkey.quorum;

import java.time.Duration;

/**
 * The nodes that an election does not ask at first. They are asked when the first ones have had their time: to decide instead, or for votes
 * that a held lock can lose. Guarded by the candidacy's monitor.
 */
final class SparedNodes implements Deadlines.Open {

    private final Candidacy candidacy;
    private final Election election;
    private final Votes votes;

    SparedNodes(Candidacy candidacy, Election election, Votes votes) {
        this.candidacy = candidacy;
        this.election = election;
        this.votes = votes;
    }

    @Override
    public boolean isDone() {
        return candidacy
                .monitor()
                .holds(() -> election.isLost()
                        || (election.isWon() && votes.isAllAsked())
                        || !candidacy.isPresent(election));
    }

    @Override
    public void expired() {
        candidacy.monitor().decide(steps -> {
            votes.silent(candidacy.seats()).stream()
                    .map(Seat::node)
                    .filter(Node::isLateNow)
                    .forEach(node -> steps.add(node::ping));
            if (!candidacy.isPresent(election)) {
                return;
            }
            if (election.isWon()) {
                votes.unasked(candidacy.seats())
                        .forEach(seat -> candidacy.tenure().askMore(seat, Duration.ZERO, steps));
            } else {
                election.askInstead(steps);
            }
        });
    }
}
