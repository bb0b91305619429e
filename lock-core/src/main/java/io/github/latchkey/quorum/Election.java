package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look: a {@link Poll} until a majority of all nodes has granted the lock, or cannot any more; then, if it did, the {@link WriteBack} of
 * the highest of their tokens until a majority has it; and the {@link Verdict}. What follows when is decided here. Guarded by its
 * candidacy's monitor.
 *
 * <p>It asks a majority first, for that is all it takes as a rule, and each command more costs everybody time. The others, its
 * {@link SparedNodes}, are asked where the first do not decide, and otherwise after a moment: where they are slow, to decide in their place;
 * where the lock is held by then, for votes that it can lose.
 *
 * <p>A grant that comes after the decision is an extra vote, or is undone, as the decision was.
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
    private final Monitor monitor;
    private final Stand stand;
    private final Former former;
    private final Poll poll;
    private final Votes votes;
    private final WriteBack writeBack;
    private final Verdict verdict;
    private Phase phase = Phase.VOTING;

    Election(Quorum quorum, Candidacy candidacy, Look look, @Nullable Candidacy old) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.monitor = candidacy.monitor();
        this.stand = look.stand();
        this.former = new Former(old);
        this.poll = new Poll(quorum, candidacy, this, look, former);
        this.votes = poll.votes();
        this.writeBack = new WriteBack(quorum, this, monitor, votes, stand);
        this.verdict = new Verdict(candidacy, this, former, poll, stand);
    }

    CompletableFuture<Acquisition> outcome() {
        return verdict;
    }

    boolean isWon() {
        return phase == Phase.WON;
    }

    boolean isLost() {
        return phase == Phase.LOST;
    }

    void begin(List<Runnable> steps) {
        former.begin();
        steps.add(() -> quorum.deadlines().add(this));
        poll.askFirst(steps);
        steps.add(() -> quorum.firstOnes().add(new SparedNodes(candidacy, this, votes)));
    }

    /** Goes on where a node has answered, or failed; the lock may have been granted there. */
    void heard(Seat seat, boolean mayBeThere, List<Runnable> steps) {
        switch (phase) {
            case VOTING -> count(steps);
            case WRITING -> write(steps);
            case LOST -> {
                if (mayBeThere) {
                    verdict.undo(seat, steps);
                }
            }
            case WON -> writeBack.write(steps);
        }
    }

    /** Goes on where a node has the token, or has not confirmed it. */
    void written(List<Runnable> steps) {
        if (phase == Phase.WRITING) {
            countWritten(steps);
        }
    }

    /** Asks the other nodes to decide in place of the first ones, unless it is lost. */
    void askInstead(List<Runnable> steps) {
        if (phase != Phase.LOST) {
            poll.askOthers(steps);
        }
        if (phase == Phase.VOTING) {
            count(steps);
        }
    }

    @Override
    public boolean isDone() {
        // What is still open is undone where the election was lost, and decides about the former stand where it was
        // won.
        return monitor.holds(() -> (phase == Phase.WON && !former.isThere())
                || (votes.pending() == 0 && (phase == Phase.WON || phase == Phase.LOST)));
    }

    @Override
    public void expired() {
        monitor.decide(steps -> {
            List<Seat> silent = votes.silent(candidacy.seats());
            votes.silence(silent);
            if (phase == Phase.VOTING) {
                count(steps);
            } else if (phase == Phase.WRITING) {
                lost(steps, NOT_WRITTEN);
            }
            if (phase == Phase.LOST) {
                silent.forEach(seat -> verdict.undo(seat, steps));
            } else if (phase != Phase.WON) {
                steps.add(() -> quorum.deadlines().add(this));
            }
            silent.forEach(seat -> former.retireAt(seat.node(), steps));
        });
    }

    private void count(List<Runnable> steps) {
        boolean gaveBackKnown = votes.isGaveBackKnown(former::isSureOf);
        boolean won = votes.granted() >= quorum.majority();
        // Where they do not agree who holds the lock, those that are still to answer may tell.
        boolean told = votes.isOneHolder() || (votes.isAllAsked() && !votes.isAwaited(candidacy.seats()));
        boolean vain = votes.granted() + votes.open() < quorum.majority() && told;
        if (gaveBackKnown && won) {
            phase = Phase.WRITING;
            writeBack.begin();
            poll.learn(writeBack.token());
            write(steps);
        } else if (gaveBackKnown && vain) {
            lost(steps);
        } else if (votes.pending() == 0 && candidacy.isPresent(this)) {
            poll.askOthers(steps);
        } else if (votes.pending() == 0) {
            // Nobody would end what is granted from now on.
            lost(steps);
        }
    }

    private void write(List<Runnable> steps) {
        writeBack.write(steps);
        countWritten(steps);
    }

    private void countWritten(List<Runnable> steps) {
        if (writeBack.isDone()) {
            confirmed(steps);
        } else if (writeBack.isVain()) {
            lost(steps, NOT_WRITTEN);
        } else if (writeBack.needsOthers() && candidacy.isPresent(this)) {
            poll.askOthers(steps);
        } else if (writeBack.needsOthers()) {
            lost(steps, NOT_WRITTEN);
        }
    }

    private void confirmed(List<Runnable> steps) {
        long took = quorum.timer().nanoTime() - poll.askedAt();
        if (2 * took > stand.lease().toNanos()) {
            lost(
                    steps,
                    " is too slow: it took " + TimeUnit.NANOSECONDS.toMillis(took)
                            + " ms, which is more than half of the lease of "
                            + stand.lease().toMillis() + " ms. Ask for a longer lease.");
            return;
        }
        phase = Phase.WON;
        verdict.won(writeBack.token(), steps);
    }

    private void lost(List<Runnable> steps) {
        phase = Phase.LOST;
        verdict.lost(steps);
    }

    private void lost(List<Runnable> steps, String why) {
        phase = Phase.LOST;
        verdict.lost(new LockStoreException("The " + quorum.describe() + why, true, null), steps);
    }
}
