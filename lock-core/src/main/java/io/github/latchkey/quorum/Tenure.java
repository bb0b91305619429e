package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a candidacy has won: until when its votes cannot end, which of them the renewals keep, and those that it asks for once it holds the
 * lock. Guarded by the candidacy's monitor, which the calls from other candidacies and from renewals enter.
 */
final class Tenure {

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final Monitor monitor;
    private long validUntil;
    private @Nullable ExtraVotes extra;

    Tenure(Quorum quorum, Candidacy candidacy) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.monitor = candidacy.monitor();
        this.validUntil = quorum.timer().nanoTime();
    }

    /** Notes that the lock was won under a token, by a look that was sent at that time. */
    void won(long token, Stand stand, long askedAt) {
        validUntil = askedAt + stand.validFor().toNanos();
        extra = new ExtraVotes(quorum, candidacy, token, stand.lease());
    }

    /** Asks a node for the vote if it has not given it, or has lost it, and the lock is held; for so long at least. */
    void askMore(Seat seat, Duration lease, List<Runnable> steps) {
        ExtraVotes more = extra;
        if (more != null && !candidacy.isRetired()) {
            more.ask(seat, lease, steps);
        }
    }

    /** Asks for no more votes: the stand is being given up. */
    void wantNoMore() {
        monitor.decide(steps -> extra = null);
    }

    /** Whether a node still has the vote, reached or not: it could forget it by a restart only, and then counts for nobody in this time. */
    boolean isSureOf(int node) {
        return monitor.holds(
                () -> seat(node).isCounted() && validUntil - quorum.timer().nanoTime() > 0);
    }

    /** Returns the stand at that node where it is to be renewed, or null where it is not; there it is asked for anew, if the node answers. */
    @Nullable Stand toRenew(int node, Duration lease) {
        Seat seat = seat(node);
        monitor.decide(steps -> {
            if (!seat.node().isLate()) {
                askMore(seat, lease, steps);
            }
        });
        return monitor.find(() -> seat.hasVote() ? seat.stand(lease) : null);
    }

    /** Takes what a node said to a renewal; returns whether it has kept the vote since that counted. */
    boolean renewed(int node, String id, @Nullable Boolean held) {
        Seat seat = seat(node);
        return monitor.holds(() -> {
            if (Boolean.FALSE.equals(held) && seat.is(id)) {
                seat.lost();
            }
            return seat.isCounted();
        });
    }

    private Seat seat(int node) {
        return candidacy.seats().get(node);
    }
}
