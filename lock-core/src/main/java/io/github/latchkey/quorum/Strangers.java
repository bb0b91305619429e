package io.github.latchkey.quorum;

import io.github.latchkey.LockState;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The end of stands that are not of this process, under whatever ids they have at the nodes: the nodes are asked for these first. Keeps
 * nothing, so any thread may call it.
 */
final class Strangers {

    private final Quorum quorum;

    Strangers(Quorum quorum) {
        this.quorum = quorum;
    }

    /** Completes with whether a majority had it; fails where too few nodes could say. */
    CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Tally tally = new Tally(quorum);
        for (Node node : quorum.nodes()) {
            node.ask(store -> store.inspect(stand.name()))
                    .thenCompose(state -> retireAll(node, state, stand, keep, tombstone))
                    .whenComplete((ours, error) -> tally.count(node, ours, error));
        }
        if (!tally.isDone()) {
            quorum.deadlines().add(tally);
        }
        return tally;
    }

    /** Ends it under each id: a shared stand that was undone, and voted for again, has two while the end of the first is under way. */
    private static CompletableFuture<Boolean> retireAll(
            Node node, LockState state, Stand stand, Duration keep, boolean tombstone) {
        CompletableFuture<Boolean> ours = CompletableFuture.completedFuture(false);
        for (String id : state.holders()) {
            if (NodeOwner.owner(id).equals(stand.owner())) {
                Stand there = new Stand(stand.name(), id, stand.lease());
                ours = ours.thenCombine(node.retire(there, keep, tombstone), Boolean::logicalOr);
            }
        }
        return ours;
    }
}
