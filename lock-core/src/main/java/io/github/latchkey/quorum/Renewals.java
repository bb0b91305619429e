package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Renewals, a command to each node for all of them. Where a node has not the vote, it is asked for it. */
final class Renewals {

    private final Quorum quorum;
    private final Candidacies candidacies;

    /** Renews what is known there. */
    Renewals(Quorum quorum, Candidacies candidacies) {
        this.quorum = quorum;
        this.candidacies = candidacies;
    }

    /** Renews all that at once; returns for each whether a majority says that it still has the lock. */
    List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        List<Tally> tallies = stands.stream().map(stand -> new Tally(quorum)).toList();
        for (Node node : quorum.nodes()) {
            renew(node, stands, tallies);
        }
        tallies.stream().filter(tally -> !tally.isDone()).forEach(quorum.deadlines()::add);
        return List.copyOf(tallies);
    }

    private void renew(Node node, List<Stand> stands, List<Tally> tallies) {
        List<Stand> there = new ArrayList<>(stands.size());
        List<Tally> counted = new ArrayList<>(stands.size());
        for (int i = 0; i < stands.size(); i++) {
            Stand renewed = renewed(node, stands.get(i));
            if (renewed == null) {
                tallies.get(i).count(node, false, null);
            } else {
                there.add(renewed);
                counted.add(tallies.get(i));
            }
        }
        if (there.isEmpty()) {
            return;
        }
        List<? extends CompletionStage<Boolean>> answers;
        try {
            answers = node.store().renew(there);
        } catch (RuntimeException e) {
            counted.forEach(tally -> tally.count(node, null, e));
            return;
        }
        for (int i = 0; i < counted.size(); i++) {
            Tally tally = counted.get(i);
            Stand stand = there.get(i);
            answers.get(i).whenComplete((held, error) -> count(node, stand, held, error, tally));
        }
    }

    /** A vote that was not counted before may have been given after a restart: what it says counts once its node is old enough. */
    private void count(Node node, Stand there, @Nullable Boolean held, @Nullable Throwable error, Tally tally) {
        Candidacy candidacy = candidacies.find(NodeOwner.owner(there.owner()));
        boolean sure = candidacy != null && candidacy.tenure().renewed(node.index(), there.owner(), held);
        LockStoreException tooYoung = Boolean.TRUE.equals(held) && !sure
                ? node.tooYoung(quorum.options().longestLease())
                : null;
        tally.count(node, tooYoung == null ? held : null, tooYoung == null ? error : tooYoung);
    }

    private @Nullable Stand renewed(Node node, Stand stand) {
        Candidacy candidacy = candidacies.find(stand.owner());
        return candidacy == null ? null : candidacy.tenure().toRenew(node.index(), stand.lease());
    }
}
