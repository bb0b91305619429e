package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stand at all nodes. At one that has yet to answer a look it waits for the answer, where nothing else is in doubt there.
 */
final class Ending {

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final Set<Leave> leaving = ConcurrentHashMap.newKeySet();

    Ending(Quorum quorum, Candidacy candidacy) {
        this.quorum = quorum;
        this.candidacy = candidacy;
    }

    /** Ends the stand at all nodes that may know it. Fails where too few could say whether the lock was its own; then it is to be repeated. */
    CompletableFuture<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Tally tally = new Tally(quorum, candidacy.tenure()::isSureOf);
        long keptUntil = quorum.timer().nanoTime() + keep.toNanos();
        candidacy.monitor().decide(steps -> {
            candidacy.over();
            for (Seat seat : candidacy.seats()) {
                if (seat.mayBeThere() && !tombstone && seat.isOnlyUnanswered()) {
                    leaveLater(seat, stand.lease(), keptUntil, tally);
                } else if (seat.mayBeThere()) {
                    Stand there = seat.stand(stand.lease());
                    boolean copies = tombstone || seat.mayHaveCopies();
                    steps.add(() -> seat.node()
                            .retire(there, keep, copies)
                            .whenComplete((ours, error) -> left(seat, ours, error, tally)));
                } else {
                    Boolean before = seat.left();
                    steps.add(() -> tally.count(seat.node(), before, null));
                }
            }
        });
        if (!tally.isDone()) {
            quorum.deadlines().add(tally);
        }
        return tally;
    }

    private void leaveLater(Seat seat, Duration lease, long keptUntil, Tally tally) {
        Leave later = seat.leaveLater(lease, keptUntil);
        leaving.add(later);
        later.whenComplete((ours, error) -> {
            leaving.remove(later);
            left(seat, ours, error, tally);
        });
    }

    private void left(Seat seat, @Nullable Boolean ours, @Nullable Throwable error, Tally tally) {
        if (ours != null) {
            candidacy.monitor().decide(steps -> seat.left(ours));
        }
        tally.count(seat.node(), ours, error);
    }

    /** Ends the stand, whose successor gives it up, at those of these nodes where that is not known to be done. */
    void retireRest(IntPredicate nodes) {
        candidacy.monitor().decide(steps -> {
            candidacy.over();
            for (Seat seat : candidacy.seats()) {
                if (nodes.test(seat.node().index()) && seat.mayBeThere()) {
                    Stand there = seat.longest();
                    steps.add(() -> seat.node().retire(there, Duration.ZERO, true));
                }
            }
        });
    }

    /** Ends the stand at a node whose answer that waited for, if it has come. Under the candidacy's monitor. */
    void answered(Seat seat, List<Runnable> steps) {
        leave(seat, false, steps);
    }

    /** Ends the stand wherever that waits for an answer. */
    void leaveNow() {
        candidacy.monitor().decide(steps -> candidacy.seats().forEach(seat -> leave(seat, true, steps)));
    }

    private static void leave(Seat seat, boolean now, List<Runnable> steps) {
        Runnable leave = seat.leave(now);
        if (leave != null) {
            steps.add(leave);
        }
    }

    /** Completes when nothing waits for an answer any more. */
    CompletableFuture<?> settled() {
        return CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new));
    }
}
