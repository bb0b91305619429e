package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import io.github.latchkey.Stand;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look at all nodes at once: votes until a majority of all nodes has granted the lock, or cannot any more; then, if it did, the highest
 * of their tokens is written back until a majority has it. Guarded by its candidacy's monitor.
 *
 * <p>A vote counts only from a node that has run for the longest lease: one that was restarted may have granted the lock before. The age is
 * asked for after the vote came, so it is that of the server which gave it, or of a younger one. A grant that comes after the decision is an
 * extra vote, or is undone, as the decision was.
 */
final class Election implements Deadlines.Open {

    private enum Phase {
        VOTING,
        WRITING,
        WON,
        LOST
    }

    private static final String NOT_WRITTEN =
            " is not available: a majority granted the lock, and did not confirm its token.";

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final Look look;
    private final @Nullable Candidacy old;
    private final long askedAt;
    private final long floor;
    private final CompletableFuture<Acquisition> outcome = new CompletableFuture<>();
    private final Votes votes;
    private Phase phase = Phase.VOTING;
    private long token;
    private int written;
    private int writing;
    private boolean decided;

    Election(Quorum quorum, Candidacy candidacy, Look look, @Nullable Candidacy old) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.look = look;
        this.old = old;
        this.askedAt = quorum.timer().nanoTime();
        this.floor = quorum.proposal().next();
        this.votes = new Votes(quorum, look.stand(), old != null);
    }

    CompletableFuture<Acquisition> outcome() {
        return outcome;
    }

    /** The token that is proposed to all nodes. */
    long floor() {
        return floor;
    }

    /** Takes what a node answered, or failed with. */
    void voted(Seat seat, Look asked, @Nullable Acquisition answer, @Nullable Throwable error) {
        LockStoreException tooYoung =
                answer == null ? null : seat.node().tooYoung(quorum.options().longestLease());
        candidacy.decide(steps -> {
            if (!seat.is(asked.stand().owner())) {
                // Undone meanwhile, and whatever it was is retired.
                return;
            }
            boolean mayBeThere = answer instanceof Granted;
            if (answer == null) {
                LockStoreException failure =
                        NodeFailures.of(error == null ? new IllegalStateException() : error, seat.node());
                mayBeThere = failure.mayHaveRun();
                seat.failed(failure);
                votes.failed(seat, failure);
            } else {
                seat.answered(answer, asked.waits());
                if (old != null && asked.old() != null) {
                    old.gaveBack(seat.node().index(), answer.gaveBack());
                }
                votes.answered(seat, answer, tooYoung);
                if (answer instanceof Granted && tooYoung == null) {
                    seat.counted();
                } else if (answer instanceof Refused) {
                    // Somebody ended this id by force; the next look is one of another.
                    seat.beginAnew();
                }
            }
            candidacy.answered(seat, steps);
            retireFormer(seat, answer, steps);
            switch (phase) {
                case VOTING -> count(steps);
                case WRITING -> {
                    write(steps);
                    countWritten(steps);
                }
                case LOST -> {
                    if (mayBeThere) {
                        undo(seat, steps);
                    }
                }
                case WON -> {}
            }
        });
    }

    @Override
    public boolean isDone() {
        // What is still open is undone where the election was lost, and decides about the former stand where it was
        // won.
        return candidacy.holds(() -> (phase == Phase.WON && old == null)
                || (votes.open() == 0 && (phase == Phase.WON || phase == Phase.LOST)));
    }

    @Override
    public void expired() {
        candidacy.decide(steps -> {
            List<Seat> silent = votes.silence(candidacy.seats());
            if (phase == Phase.VOTING) {
                count(steps);
                if (phase == Phase.WRITING) {
                    steps.add(() -> quorum.deadlines().add(this));
                }
            } else if (phase == Phase.WRITING) {
                lost(steps, NOT_WRITTEN);
            }
            if (phase == Phase.LOST) {
                silent.forEach(seat -> undo(seat, steps));
            }
            silent.forEach(seat -> retireFormer(seat, null, steps));
        });
    }

    private void count(List<Runnable> steps) {
        if (!votes.isGaveBackKnown()) {
            return;
        }
        if (votes.granted() >= quorum.majority()) {
            phase = Phase.WRITING;
            token = votes.highest();
            if (floor == 0) {
                quorum.proposal().learn(token, askedAt);
            }
            write(steps);
            countWritten(steps);
        } else if (votes.granted() + votes.open() < quorum.majority()) {
            lost(steps);
        }
    }

    /** Writes the token where the lock is still this stand's, at each node that granted it under a lower one. */
    private void write(List<Runnable> steps) {
        for (Votes.Grant grant : votes.takeGrants()) {
            if (grant.token() >= token) {
                written++;
            } else {
                writing++;
                Stand stand = grant.seat().stand(look.stand().lease());
                steps.add(() -> grant.seat()
                        .node()
                        .ask(store -> store.raise(stand, token))
                        .whenComplete((ours, error) -> written(ours)));
            }
        }
    }

    private void written(@Nullable Boolean ours) {
        candidacy.decide(steps -> {
            writing--;
            if (Boolean.TRUE.equals(ours)) {
                written++;
            }
            if (phase == Phase.WRITING) {
                countWritten(steps);
            }
        });
    }

    private void countWritten(List<Runnable> steps) {
        if (written < quorum.majority()) {
            if (written + writing + votes.open() < quorum.majority()) {
                lost(steps, NOT_WRITTEN);
            }
            return;
        }
        long took = quorum.timer().nanoTime() - askedAt;
        if (2 * took > look.stand().lease().toNanos()) {
            lost(
                    steps,
                    " is too slow: it took " + TimeUnit.NANOSECONDS.toMillis(took)
                            + " ms, which is more than half of the lease of "
                            + look.stand().lease().toMillis() + " ms. Ask for a longer lease.");
            return;
        }
        phase = Phase.WON;
        decided(steps);
        Granted granted = new Granted(token, look.stand().validFor(), votes.gaveBack());
        steps.add(() -> outcome.complete(granted));
    }

    /** Gives up before a majority has granted the lock. */
    private void lost(List<Runnable> steps) {
        undoAll(steps);
        if (votes.isDecisive()) {
            decided(steps);
            Busy busy = votes.busy();
            steps.add(() -> outcome.complete(busy));
        } else {
            fail(votes.failure(), steps);
        }
    }

    /** Gives up what a majority has granted. */
    private void lost(List<Runnable> steps, String why) {
        undoAll(steps);
        fail(new LockStoreException("The " + quorum.describe() + why, true, null), steps);
    }

    private void fail(LockStoreException failure, List<Runnable> steps) {
        if (failure.mayHaveRun()) {
            candidacy.failed();
        }
        steps.add(() -> outcome.completeExceptionally(failure));
    }

    private void undoAll(List<Runnable> steps) {
        phase = Phase.LOST;
        votes.seatsOfGrants().forEach(seat -> undo(seat, steps));
    }

    /** Ends the former stand where that was asked for in vain: the engine does not ask for it again. */
    private void decided(List<Runnable> steps) {
        decided = true;
        Candidacy former = old;
        if (former != null) {
            BitSet heard = votes.heard();
            steps.add(() -> former.retireRest(heard::get));
        }
    }

    /** The same at a node that was not heard of when the election was decided. */
    private void retireFormer(Seat seat, @Nullable Acquisition answer, List<Runnable> steps) {
        Candidacy former = old;
        if (former != null && decided && answer == null) {
            int node = seat.node().index();
            steps.add(() -> former.retireRest(index -> index == node));
        }
    }

    private void undo(Seat seat, List<Runnable> steps) {
        if (candidacy.isPresent(this)) {
            steps.add(seat.undo());
        }
    }
}
