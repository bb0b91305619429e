package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the nodes say to one question: true once a majority of all has said so, false once that is out of the question, and a
 * failure where too many could not say. Told from the threads of all nodes; a short monitor orders them, and it completes after it.
 */
final class Tally extends CompletableFuture<Boolean> implements Deadlines.Open {

    private final Quorum quorum;
    private final ReentrantLock monitor = new ReentrantLock();
    private final IntPredicate sureOf;
    private final NodeFailures failures;
    private final boolean[] answered;
    private int yes;
    private int no;
    private int sure;

    /** Counts the answers of all nodes. */
    Tally(Quorum quorum) {
        this(quorum, node -> false);
    }

    /**
     * Counts the answers of all nodes; of those that fail, as many as a minority for what they would say.
     *
     * @param sureOf whether a node would say so, for it cannot have forgotten it
     */
    Tally(Quorum quorum, IntPredicate sureOf) {
        this.quorum = quorum;
        this.sureOf = sureOf;
        this.failures = new NodeFailures(quorum);
        this.answered = new boolean[quorum.size()];
    }

    /** Takes what a node answered, or failed with. */
    void count(Node node, @Nullable Boolean answer, @Nullable Throwable error) {
        boolean isSure = error != null && sureOf.test(node.index());
        monitor.lock();
        try {
            if (answered[node.index()]) {
                return;
            }
            answered[node.index()] = true;
            if (error != null) {
                failures.add(NodeFailures.of(error, node));
                sure += isSure ? 1 : 0;
            } else if (Boolean.TRUE.equals(answer)) {
                yes++;
            } else {
                no++;
            }
        } finally {
            monitor.unlock();
        }
        decide();
    }

    @Override
    public void expired() {
        for (Node node : quorum.nodes()) {
            count(node, null, NodeFailures.silent(node, quorum.options().nodeTimeout()));
        }
    }

    private void decide() {
        Boolean decided = null;
        LockStoreException failure = null;
        monitor.lock();
        try {
            int open = quorum.size() - yes - no - failures.size();
            int minority = quorum.size() - quorum.majority();
            int yesOrSure = yes + Math.min(sure, minority);
            if (yesOrSure >= quorum.majority()) {
                decided = true;
            } else if (no > minority) {
                decided = false;
            } else if (yesOrSure + open < quorum.majority() && open + no <= minority) {
                failure = failures.tooFew(yes + no > 0);
            }
        } finally {
            monitor.unlock();
        }
        if (decided != null) {
            complete(decided);
        } else if (failure != null) {
            completeExceptionally(failure);
        }
    }
}
