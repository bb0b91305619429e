package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A stand at one node: the id that it has there, and what the node may have given to that. Guarded by its candidacy's monitor. */
final class Seat {

    private final Quorum quorum;
    private final Node node;
    private final String name;
    private final String owner;
    private String id;
    private long doubts;
    private Duration longest = Duration.ZERO;
    private int underWay;
    private boolean reached;
    private boolean unsure;
    private boolean counted;
    private boolean lost;
    private long arrival;
    private @Nullable Boolean left;
    private @Nullable Leave leave;

    Seat(Quorum quorum, Node node, String name, String owner) {
        this.quorum = quorum;
        this.node = node;
        this.name = name;
        this.owner = owner;
        this.id = NodeOwner.id(owner, quorum.nextNumber());
        this.doubts = node.store().doubts();
    }

    Node node() {
        return node;
    }

    boolean is(String other) {
        return id.equals(other);
    }

    /** Whether the node may know the stand: a vote, a ticket, or a command that may yet run. */
    boolean mayBeThere() {
        return left == null && (reached || underWay > 0);
    }

    /** Whether the node may have the vote: it may know the stand, and did not say that the lock is another's. */
    boolean hasVote() {
        return mayBeThere() && !lost;
    }

    /** Whether the node can be asked for the vote of a lock that is held. */
    boolean isToBeWon() {
        return left == null && underWay == 0 && (lost || !reached);
    }

    /** Notes that the node says it has not the vote, though it may have had it. */
    void lost() {
        lost = true;
        counted = false;
    }

    /** Returns what the node said when the stand was ended there, or null if it was not, or has not answered. */
    @Nullable Boolean left() {
        return left;
    }

    void left(boolean ours) {
        left = ours;
    }

    Stand stand(Duration lease) {
        longest = lease.compareTo(longest) > 0 ? lease : longest;
        return new Stand(name, id, lease);
    }

    /** Notes that the node is asked, and returns what. */
    Look ask(Look look) {
        underWay++;
        return new Look(stand(look.stand().lease()), look.waits(), arrival, null, false);
    }

    void answered(Acquisition answer, boolean waits) {
        underWay--;
        reached |= waits || answer instanceof Granted;
        lost &= !(answer instanceof Granted);
        if (answer instanceof Busy busy && busy.arrival() != 0) {
            arrival = busy.arrival();
        }
    }

    /** Notes whether the vote counts: its node was old enough when it gave it. */
    void counts(boolean oldEnough) {
        counted = oldEnough;
    }

    /** Whether what the node says of this vote later is only what it has kept since; otherwise its age is to be asked again. */
    boolean isCounted() {
        return counted;
    }

    void failed(LockStoreException error) {
        underWay--;
        reached |= error.mayHaveRun();
        unsure |= error.mayHaveRun();
    }

    Stand longest() {
        return new Stand(name, id, longest);
    }

    boolean mayHaveCopies() {
        return unsure || underWay > 0 || node.store().doubts() != doubts;
    }

    /** Whether nothing is in doubt here but the answer to a look. */
    boolean isOnlyUnanswered() {
        return underWay > 0 && !unsure && node.store().doubts() == doubts;
    }

    /** Ends the stand once the looks under way are answered. */
    Leave leaveLater(Duration lease, long keptUntil) {
        Stand unused = stand(lease);
        Leave leaving = new Leave(keptUntil);
        leave = leaving;
        return leaving;
    }

    /** Returns what ends the stand, if that has waited for an answer, and no more are to come or are waited for. */
    @Nullable Runnable leave(boolean now) {
        Leave leaving = leave;
        if (leaving == null || (underWay > 0 && !now)) {
            return null;
        }
        leave = null;
        if (!mayBeThere()) {
            boolean ours = Boolean.TRUE.equals(left);
            return () -> leaving.complete(ours);
        }
        Stand stand = longest();
        boolean copies = mayHaveCopies();
        Duration keep = leaving.keep(quorum.timer().nanoTime());
        return () -> node.retire(stand, keep, copies).whenComplete((ours, error) -> {
            if (error == null) {
                leaving.complete(ours);
            } else {
                leaving.completeExceptionally(error);
            }
        });
    }

    /** Ends the stand here, so that the next look is one of another id; returns what is to be done for that. */
    Runnable undo() {
        Stand stand = longest();
        boolean copies = mayHaveCopies();
        beginAnew();
        return () -> node.retire(stand, Duration.ZERO, copies);
    }

    /** Leaves the id behind, which the node refuses. */
    void beginAnew() {
        id = NodeOwner.id(owner, quorum.nextNumber());
        doubts = node.store().doubts();
        underWay = 0;
        reached = false;
        unsure = false;
        counted = false;
        lost = false;
    }
}
