package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.Incomplete;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the nodes have said in one election so far. Guarded by its candidacy's monitor. */
final class Votes {

    /** A vote for the stand that counts. */
    record Grant(Seat seat, long token) {}

    private static final String SHARED = "shared";

    private final Quorum quorum;
    private final Stand stand;
    private final boolean yields;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Seat> given = new ArrayList<>();
    private final List<Busy> others = new ArrayList<>();
    private final NodeFailures failures;
    private final BitSet asked = new BitSet();
    private final BitSet heard = new BitSet();
    private int taken;
    private int refusals;
    private int gaveBack;
    private int keptBack;

    /** Begins the count for that stand, which may yield another one. */
    Votes(Quorum quorum, Stand stand, boolean yields) {
        this.quorum = quorum;
        this.stand = stand;
        this.yields = yields;
        this.failures = new NodeFailures(quorum);
    }

    void asked(Seat seat) {
        asked.set(seat.node().index());
    }

    void answered(Seat seat, Acquisition answer, @Nullable LockStoreException tooYoung) {
        heard.set(seat.node().index());
        if (answer.gaveBack()) {
            gaveBack++;
        } else {
            keptBack++;
        }
        if (answer instanceof Granted || answer instanceof Incomplete) {
            given.add(seat);
        }
        if (tooYoung != null) {
            failures.add(tooYoung);
        } else if (answer instanceof Granted granted) {
            grants.add(new Grant(seat, granted.token()));
        } else if (answer instanceof Busy busy) {
            others.add(busy);
        } else {
            refusals++;
        }
    }

    void failed(Seat seat, LockStoreException failure) {
        if (failure.mayHaveRun()) {
            given.add(seat);
        }
        fail(seat, failure);
    }

    private void fail(Seat seat, LockStoreException failure) {
        heard.set(seat.node().index());
        failures.add(failure);
    }

    /** Returns those of a candidacy's seats that are asked, and have not answered. */
    List<Seat> silent(List<Seat> seats) {
        return seats.stream().filter(seat -> isPending(seat.node().index())).toList();
    }

    private boolean isPending(int node) {
        return asked.get(node) && !heard.get(node);
    }

    /** Waits for no more answers of those nodes. */
    void silence(List<Seat> silent) {
        silent.forEach(seat ->
                fail(seat, NodeFailures.silent(seat.node(), quorum.options().nodeTimeout())));
    }

    /** Returns those of a candidacy's seats that are not asked yet. */
    List<Seat> unasked(List<Seat> seats) {
        return seats.stream().filter(seat -> !asked.get(seat.node().index())).toList();
    }

    /** Whether one is asked, has not answered, and is not late either. */
    boolean isAwaited(List<Seat> seats) {
        return silent(seats).stream().anyMatch(seat -> !seat.node().isLate());
    }

    boolean isAllAsked() {
        return asked.cardinality() == quorum.size();
    }

    /** Returns which nodes have answered, failed, or are not waited for any more. */
    BitSet heard() {
        return (BitSet) heard.clone();
    }

    int granted() {
        return grants.size();
    }

    /** Counts the nodes that are asked, and have not answered. */
    int pending() {
        return asked.cardinality() - heard.cardinality();
    }

    /** Counts the nodes that may yet answer, asked or not. */
    int open() {
        return quorum.size() - heard.cardinality();
    }

    long highest() {
        return grants.stream().mapToLong(Grant::token).max().orElseThrow();
    }

    /** Returns the votes that came since this was asked before. */
    List<Grant> takeGrants() {
        List<Grant> fresh = List.copyOf(grants.subList(taken, grants.size()));
        taken = grants.size();
        return fresh;
    }

    /** Where the lock was granted, whether that counted or not, or may have been before the reply was lost. */
    List<Seat> seatsOfGrants() {
        return given;
    }

    /** Whether it is known by now if the yielded lock was ours, or cannot be; up to a minority of nodes are sure without an answer. */
    boolean isGaveBackKnown(IntPredicate sureOf) {
        if (!yields || open() == 0) {
            return true;
        }
        long sure = IntStream.range(0, quorum.size())
                .filter(this::isPending)
                .filter(sureOf)
                .limit(quorum.size() - quorum.majority())
                .count();
        return gaveBack + sure >= quorum.majority() || quorum.size() - keptBack < quorum.majority();
    }

    /** Returns whether the yielded lock was ours. Where too few could say, it counts as given back. */
    boolean gaveBack() {
        return yields && quorum.size() - keptBack >= quorum.majority();
    }

    /** Whether a majority of nodes could decide, so that there is no failure, whatever the others did. */
    boolean isDecisive() {
        return grants.size() + others.size() + refusals >= quorum.majority();
    }

    LockStoreException failure() {
        return failures.tooFew(grants.size() + others.size() + refusals > 0);
    }

    /** Whether a majority of nodes say the same of who has the lock. */
    boolean isOneHolder() {
        return byOwner().values().stream().anyMatch(votes -> votes.size() >= quorum.majority());
    }

    /** Says who has the lock: whoever has a majority, for as long as he has it; or nobody, and then it is to be tried again soon. */
    Busy busy() {
        Map<String, List<Busy>> byOwner = byOwner();
        String strongest = byOwner.entrySet().stream()
                .max(Comparator.<Map.Entry<String, List<Busy>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(Busy.NOBODY);
        List<Busy> votes = byOwner.getOrDefault(strongest, List.of());
        Duration remaining = votes.size() >= quorum.majority() ? untilNoMajority(votes) : quorum.backOff();
        long arrival = others.stream().mapToLong(Busy::arrival).max().orElse(0);
        String holder =
                votes.isEmpty() ? strongest : NodeOwner.owner(votes.get(0).holder());
        return new Busy(holder, remaining, arrival, gaveBack());
    }

    /** Sorts what others have by who they are. Shared holders are one: each node names the one of them who came last there. */
    private Map<String, List<Busy>> byOwner() {
        Map<String, List<Busy>> byOwner = new HashMap<>();
        for (Busy busy : others) {
            Stand other = new Stand(stand.name(), NodeOwner.owner(busy.holder()), stand.lease());
            if (!other.owner().equals(stand.owner())) {
                byOwner.computeIfAbsent(other.isShared() ? SHARED : other.owner(), first -> new ArrayList<>())
                        .add(busy);
            }
        }
        return byOwner;
    }

    private @Nullable Duration untilNoMajority(List<Busy> votes) {
        return votes.stream()
                .map(Busy::remaining)
                .sorted(Comparator.nullsLast(Comparator.naturalOrder()))
                .skip(votes.size() - quorum.majority())
                .findFirst()
                .orElse(null);
    }
}
