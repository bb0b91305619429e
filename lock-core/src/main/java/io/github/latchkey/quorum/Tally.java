package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the nodes say to one question: true once a majority of all has said so, false once that is out of the question, and a
 * failure where too many could not say. Told from the threads of all nodes; a short monitor orders them, and it completes after it.
 */
final class Tally extends CompletableFuture<Boolean> implements Deadlines.Open {

    private final Quorum quorum;
    private final ReentrantLock monitor = new ReentrantLock();
    private final NodeFailures failures;
    private final boolean[] answered;
    private int yes;
    private int no;

    Tally(Quorum quorum) {
        this.quorum = quorum;
        this.failures = new NodeFailures(quorum);
        this.answered = new boolean[quorum.size()];
    }

    /** Takes what a node answered, or failed with. */
    void count(Node node, @Nullable Boolean answer, @Nullable Throwable error) {
        monitor.lock();
        try {
            if (answered[node.index()]) {
                return;
            }
            answered[node.index()] = true;
            if (error != null) {
                failures.add(NodeFailures.of(error, node));
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
            if (yes >= quorum.majority()) {
                decided = true;
            } else if (quorum.size() - no < quorum.majority()) {
                decided = false;
            } else if (yes + open < quorum.majority() && open + no <= quorum.size() - quorum.majority()) {
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
