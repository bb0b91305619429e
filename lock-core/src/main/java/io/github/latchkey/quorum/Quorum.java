package io.github.latchkey.quorum;

import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The nodes, and what all that is asked of them has in common. */
final class Quorum {

    /** What the descriptions of Redis nodes begin with. */
    static final String COMMON = "Redis at ";

    private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMillis(50);

    private final List<Node> nodes = new ArrayList<>();
    private final QuorumOptions options;
    private final Timer timer;
    private final Supplier<RandomGenerator> random;
    private final Deadlines deadlines;
    private final TokenProposal proposal;
    private final AtomicLong numbers = new AtomicLong();

    Quorum(List<? extends VotingStore> stores, QuorumOptions options, Timer timer, Supplier<RandomGenerator> random) {
        for (VotingStore store : stores) {
            nodes.add(new Node(nodes.size(), store, timer));
        }
        this.options = options;
        this.timer = timer;
        this.random = random;
        this.deadlines = new Deadlines(timer, options.nodeTimeout());
        this.proposal = new TokenProposal(timer);
    }

    List<Node> nodes() {
        return nodes;
    }

    int size() {
        return nodes.size();
    }

    /** More than half of all nodes, whether they are there or not: two of these have a node in common. */
    int majority() {
        return nodes.size() / 2 + 1;
    }

    QuorumOptions options() {
        return options;
    }

    Timer timer() {
        return timer;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    TokenProposal proposal() {
        return proposal;
    }

    /** Returns a number for a stand at a node, which it returns once. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Returns how long to wait after a split vote, so that the next one is not split the same way. */
    Duration backOff() {
        return Duration.ofNanos(random.get().nextLong(SHORTEST_BACK_OFF.toNanos(), LONGEST_BACK_OFF.toNanos()));
    }

    String describe() {
        boolean all = nodes.stream().allMatch(node -> node.describe().startsWith(COMMON));
        return "quorum of "
                + nodes.stream()
                        .map(node -> all ? node.describe().substring(COMMON.length()) : node.describe())
                        .collect(Collectors.joining(", ", all ? COMMON : "", ""));
    }
}
