package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Votes for a lock that is held already: of nodes that were not asked before, and of those that have lost theirs. They decide nothing now;
 * in renewals they count like the others, so the lock outlives nodes that fail one after the other. Guarded by its candidacy's monitor.
 */
final class ExtraVotes {

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final long token;
    private final Duration lease;

    /** Asks for a lock that is held under that token, and was won for that lease. */
    ExtraVotes(Quorum quorum, Candidacy candidacy, long token, Duration lease) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.token = token;
        this.lease = lease;
    }

    /** Asks one node, unless it has the vote, or has yet to answer; for the lease, or that one where it is longer. */
    void ask(Seat seat, Duration other, List<Runnable> steps) {
        if (seat.isToBeWon()) {
            Look asked = seat.ask(Look.once(seat.stand(other.compareTo(lease) > 0 ? other : lease)));
            steps.add(() -> seat.node()
                    .ask(store -> store.vote(asked, token))
                    .whenComplete((answer, error) -> voted(seat, asked.stand(), answer, error)));
        }
    }

    private void voted(Seat seat, Stand stand, @Nullable Acquisition answer, @Nullable Throwable error) {
        Node node = seat.node();
        boolean counts = node.tooYoung(quorum.options().longestLease()) == null;
        candidacy.monitor().decide(steps -> {
            if (!seat.is(stand.owner())) {
                return;
            }
            if (answer == null) {
                if (node.isLateNow()) {
                    steps.add(node::pingLater);
                }
                seat.failed(NodeFailures.of(error == null ? new IllegalStateException() : error, node));
            } else {
                seat.answered(answer, false);
            }
            if (answer instanceof Granted granted) {
                seat.counts(counts);
                if (granted.token() < token) {
                    steps.add(() -> node.ask(store -> store.raise(stand, token)));
                }
            }
            candidacy.ending().answered(seat, steps);
        });
    }
}
