package io.github.latchkey.quorum;

import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The nodes, and what all that is asked of them has in common. */
final class Quorum {

    /** What part of the node timeout the first nodes have for themselves. */
    private static final int FIRST_ONES_PART = 10;

    private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMillis(50);

    private final Voters voters;
    private final List<Node> nodes = new ArrayList<>();
    private final QuorumOptions options;
    private final Timer timer;
    private final Supplier<RandomGenerator> random;
    private final Deadlines deadlines;
    private final Deadlines firstOnes;
    private final TokenProposal proposal;
    private final AtomicLong numbers = new AtomicLong();

    Quorum(Voters voters, QuorumOptions options, Timer timer, Supplier<RandomGenerator> random) {
        Duration patience = options.nodeTimeout().dividedBy(FIRST_ONES_PART);
        for (VotingStore store : voters.stores()) {
            nodes.add(new Node(nodes.size(), store, timer, patience));
        }
        this.voters = voters;
        this.options = options;
        this.timer = timer;
        this.random = random;
        this.deadlines = new Deadlines(timer, options.nodeTimeout());
        this.firstOnes = new Deadlines(timer, patience);
        this.proposal = new TokenProposal(timer);
    }

    List<Node> nodes() {
        return nodes;
    }

    /**
     * Returns the nodes in the order in which they are asked: as they were given, which is the same for all who want a lock, so that those
     * who ask at the same time meet at the same nodes. Those come last that do not answer, or are too young to be counted, as far as this
     * process knows.
     */
    List<Node> inOrder() {
        List<Node> order = new ArrayList<>(size());
        List<Node> last = new ArrayList<>(0);
        for (Node node : nodes) {
            (node.isReady(options.longestLease()) ? order : last).add(node);
        }
        order.addAll(last);
        return order;
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

    /** The time after which those are asked, too, that are not among the first. */
    Deadlines firstOnes() {
        return firstOnes;
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
        return voters.describe();
    }
}
