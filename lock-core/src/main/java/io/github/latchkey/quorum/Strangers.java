package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The end of stands that are not of this process, under whatever ids they have at the nodes: the nodes are asked for these first. */
final class Strangers {

    private final Quorum quorum;

    Strangers(Quorum quorum) {
        this.quorum = quorum;
    }

    CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Tally tally = new Tally(quorum);
        for (Node node : quorum.nodes()) {
            node.ask(store -> store.inspect(stand.name())).whenComplete((state, error) -> {
                List<String> ids = state == null
                        ? List.of()
                        : state.holders().stream()
                                .filter(id -> NodeOwner.owner(id).equals(stand.owner()))
                                .toList();
                if (error != null || ids.isEmpty()) {
                    tally.count(node, false, error);
                    return;
                }
                Stand there = new Stand(stand.name(), ids.get(0), stand.lease());
                node.retire(there, keep, tombstone).whenComplete((ours, failure) -> tally.count(node, ours, failure));
            });
        }
        if (!tally.isDone()) {
            quorum.deadlines().add(tally);
        }
        return tally;
    }
}
