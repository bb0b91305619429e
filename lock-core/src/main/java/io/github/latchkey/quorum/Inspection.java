package io.github.latchkey.quorum;

import io.github.latchkey.LockState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a majority of the nodes says of one lock. It is waited for the nodes that are slow only where the others do not say it all. Told from
 * the threads of all nodes; a short monitor orders them, and it completes after it.
 */
final class Inspection extends CompletableFuture<LockState> implements Deadlines.Open {

    private final Quorum quorum;
    private final String name;
    private final ReentrantLock monitor = new ReentrantLock();
    private final List<LockState> states = new ArrayList<>();
    private final NodeFailures failures;
    private final boolean[] answered;

    Inspection(Quorum quorum, String name) {
        this.quorum = quorum;
        this.name = name;
        this.failures = new NodeFailures(quorum);
        this.answered = new boolean[quorum.size()];
    }

    /** Asks all nodes. */
    Inspection ask() {
        for (Node node : quorum.nodes()) {
            node.ask(store -> store.inspect(name)).whenComplete((state, error) -> count(node, state, error));
        }
        if (!isDone()) {
            quorum.deadlines().add(this);
        }
        return this;
    }

    /** Takes what a node answered, or failed with. */
    private void count(Node node, @Nullable LockState state, @Nullable Throwable error) {
        Runnable end = null;
        monitor.lock();
        try {
            if (answered[node.index()]) {
                return;
            }
            answered[node.index()] = true;
            if (state != null) {
                states.add(state);
            } else if (error != null) {
                failures.add(NodeFailures.of(error, node));
            }
            end = decided();
        } finally {
            monitor.unlock();
        }
        if (end != null) {
            end.run();
        }
    }

    @Override
    public void expired() {
        for (Node node : quorum.nodes()) {
            count(node, null, NodeFailures.silent(node, quorum.options().nodeTimeout()));
        }
    }

    private @Nullable Runnable decided() {
        Map<String, List<LockState>> votes = new HashMap<>();
        for (LockState state : states) {
            state.holders().stream().map(NodeOwner::owner).distinct().forEach(owner -> votes.computeIfAbsent(
                            owner, first -> new ArrayList<>())
                    .add(state));
        }
        boolean free = states.stream().filter(state -> !state.isTaken()).count() >= quorum.majority();
        boolean taken = votes.values().stream().anyMatch(list -> list.size() >= quorum.majority());
        if (!free && !taken && states.size() + failures.size() < quorum.size()) {
            return null;
        }
        if (states.size() < quorum.majority()) {
            RuntimeException failure = failures.tooFew(!states.isEmpty());
            return () -> completeExceptionally(failure);
        }
        // Of those who could say it: where nodes are missing, a majority of all may not be left to be seen.
        int needed = taken ? quorum.majority() : states.size() / 2 + 1;
        votes.values().removeIf(list -> list.size() < needed);
        LockState state = state(votes);
        return () -> complete(state);
    }

    private LockState state(Map<String, List<LockState>> holders) {
        List<LockState> all = holders.values().stream().flatMap(List::stream).toList();
        Duration remaining = holders.isEmpty()
                ? null
                : all.stream()
                        .map(LockState::remaining)
                        .max(Comparator.nullsLast(Comparator.naturalOrder()))
                        .orElse(null);
        int waiting = states.stream().mapToInt(LockState::waiting).max().orElse(0);
        return new LockState(name, holders.keySet().stream().sorted().toList(), remaining, token(all), waiting);
    }

    /** The token that most of them have, or else the lowest: a vote that came after the token was written back may have a higher one. */
    private static long token(List<LockState> states) {
        Map<Long, Integer> tokens = new HashMap<>();
        states.forEach(state -> tokens.merge(state.fencingToken(), 1, Integer::sum));
        return tokens.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }
}
