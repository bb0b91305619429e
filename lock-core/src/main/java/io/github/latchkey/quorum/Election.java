package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look: votes until a majority of all nodes has granted the lock, or cannot any more; then, if it did, the highest of their tokens is
 * written back until a majority has it. Guarded by its candidacy's monitor.
 *
 * <p>It asks a majority first, for that is all it takes as a rule, and each command more costs everybody time. The others are asked where
 * the first do not decide, and otherwise after a moment: where they are slow, to decide in their place; where the lock is held by then, for
 * votes that it can lose.
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
    private final Former former;
    private final long askedAt;
    private final long floor;
    private final CompletableFuture<Acquisition> outcome = new CompletableFuture<>();
    private final Votes votes;
    private Phase phase = Phase.VOTING;
    private final WriteBack writeBack = new WriteBack();

    Election(Quorum quorum, Candidacy candidacy, Look look, @Nullable Candidacy old) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.look = look;
        this.former = new Former(old);
        this.askedAt = quorum.timer().nanoTime();
        this.floor = quorum.proposal().next();
        this.votes = new Votes(quorum, look.stand(), old != null);
    }

    CompletableFuture<Acquisition> outcome() {
        return outcome;
    }

    /** Asks the first nodes: those that know one of the stands, and a majority at least. */
    void begin(List<Runnable> steps) {
        former.begin();
        List<Seat> first = new ArrayList<>();
        List<Seat> others = new ArrayList<>();
        for (Node node : quorum.inOrder()) {
            Seat seat = candidacy.seats().get(node.index());
            boolean known = seat.mayBeThere() || former.mayBeAt(node);
            (known ? first : others).add(seat);
        }
        int missing = Math.max(0, quorum.majority() - first.size());
        first.addAll(others.subList(0, missing));
        steps.add(() -> quorum.deadlines().add(this));
        ask(first, steps);
        steps.add(() -> quorum.firstOnes().add(new Others()));
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

    private void askOthers(List<Runnable> steps) {
        ask(votes.unasked(candidacy.seats()), steps);
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
            boolean mayBeThere = answer instanceof Granted;
            if (answer == null) {
                if (seat.node().isLateNow()) {
                    steps.add(seat.node()::pingLater);
                }
                LockStoreException failure =
                        NodeFailures.of(error == null ? new IllegalStateException() : error, seat.node());
                mayBeThere = failure.mayHaveRun();
                seat.failed(failure);
                votes.failed(seat, failure);
            } else {
                seat.answered(answer, asked.waits());
                votes.answered(seat, answer, tooYoung);
                if (answer instanceof Granted) {
                    seat.counts(tooYoung == null);
                } else if (answer instanceof Refused) {
                    // Somebody ended this id by force; the next look is one of another.
                    seat.beginAnew();
                }
            }
            candidacy.ending().answered(seat, steps);
            former.answered(seat.node(), asked, answer, steps);
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
                case WON -> write(steps);
            }
        });
    }

    @Override
    public boolean isDone() {
        // What is still open is undone where the election was lost, and decides about the former stand where it was
        // won.
        return candidacy
                .monitor()
                .holds(() -> (phase == Phase.WON && !former.isThere())
                        || (votes.pending() == 0 && (phase == Phase.WON || phase == Phase.LOST)));
    }

    @Override
    public void expired() {
        candidacy.monitor().decide(steps -> {
            List<Seat> silent = votes.silent(candidacy.seats());
            votes.silence(silent);
            if (phase == Phase.VOTING) {
                count(steps);
            } else if (phase == Phase.WRITING) {
                lost(steps, NOT_WRITTEN);
            }
            if (phase == Phase.LOST) {
                silent.forEach(seat -> undo(seat, steps));
            } else if (phase != Phase.WON) {
                steps.add(() -> quorum.deadlines().add(this));
            }
            silent.forEach(seat -> former.retireAt(seat.node(), steps));
        });
    }

    /** Asks the other nodes when the first ones have had their time: to decide instead, or for votes that a held lock can lose. */
    private final class Others implements Deadlines.Open {

        @Override
        public boolean isDone() {
            return candidacy
                    .monitor()
                    .holds(() -> phase == Phase.LOST
                            || (phase == Phase.WON && votes.isAllAsked())
                            || !candidacy.isPresent(Election.this));
        }

        @Override
        public void expired() {
            candidacy.monitor().decide(steps -> {
                votes.silent(candidacy.seats()).stream()
                        .map(Seat::node)
                        .filter(Node::isLateNow)
                        .forEach(node -> steps.add(node::ping));
                if (!candidacy.isPresent(Election.this)) {
                    return;
                }
                if (phase == Phase.WON) {
                    votes.unasked(candidacy.seats())
                            .forEach(seat -> candidacy.tenure().askMore(seat, Duration.ZERO, steps));
                } else if (phase != Phase.LOST) {
                    askOthers(steps);
                }
                if (phase == Phase.VOTING) {
                    count(steps);
                }
            });
        }
    }

    private void count(List<Runnable> steps) {
        boolean gaveBackKnown = votes.isGaveBackKnown(former::isSureOf);
        boolean won = votes.granted() >= quorum.majority();
        // Where they do not agree who holds the lock, those that are still to answer may tell.
        boolean told = votes.isOneHolder() || (votes.isAllAsked() && !votes.isAwaited(candidacy.seats()));
        boolean vain = votes.granted() + votes.open() < quorum.majority() && told;
        if (gaveBackKnown && won) {
            phase = Phase.WRITING;
            writeBack.begin(votes.highest());
            if (floor == 0) {
                quorum.proposal().learn(writeBack.token(), askedAt);
            }
            write(steps);
            countWritten(steps);
        } else if (gaveBackKnown && vain) {
            lost(steps);
        } else if (votes.pending() == 0 && candidacy.isPresent(this)) {
            askOthers(steps);
        } else if (votes.pending() == 0) {
            // Nobody would end what is granted from now on.
            lost(steps);
        }
    }

    /** Writes the token where the lock is still this stand's, at each node that granted it under a lower one. */
    private void write(List<Runnable> steps) {
        for (Votes.Grant grant : votes.takeGrants()) {
            if (writeBack.isNeeded(grant)) {
                Stand stand = grant.seat().stand(look.stand().lease());
                long token = writeBack.token();
                steps.add(() -> grant.seat()
                        .node()
                        .ask(store -> store.raise(stand, token))
                        .whenComplete((ours, error) -> written(ours)));
            }
        }
    }

    private void written(@Nullable Boolean ours) {
        candidacy.monitor().decide(steps -> {
            writeBack.answered(ours);
            if (phase == Phase.WRITING) {
                countWritten(steps);
            }
        });
    }

    private void countWritten(List<Runnable> steps) {
        if (writeBack.done() < quorum.majority()) {
            if (writeBack.possible() + votes.open() < quorum.majority()) {
                lost(steps, NOT_WRITTEN);
            } else if (writeBack.possible() + votes.pending() < quorum.majority()) {
                if (candidacy.isPresent(this)) {
                    askOthers(steps);
                } else {
                    lost(steps, NOT_WRITTEN);
                }
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
        candidacy.tenure().won(writeBack.token(), look.stand(), askedAt);
        former.decided(votes.heard(), steps);
        Granted granted = new Granted(writeBack.token(), look.stand().validFor(), votes.gaveBack());
        steps.add(() -> outcome.complete(granted));
    }

    /** Gives up before a majority has granted the lock. */
    private void lost(List<Runnable> steps) {
        undoAll(steps);
        if (votes.isDecisive()) {
            former.decided(votes.heard(), steps);
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

    private void undo(Seat seat, List<Runnable> steps) {
        if (candidacy.isPresent(this)) {
            steps.add(seat.undo());
        }
    }
}
