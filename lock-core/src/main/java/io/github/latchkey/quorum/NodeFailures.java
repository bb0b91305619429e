package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** What nodes failed with, to be told as one failure. For one thread at a time. */
final class NodeFailures {

    private final Quorum quorum;
    private final List<LockStoreException> failures = new ArrayList<>();

    NodeFailures(Quorum quorum) {
        this.quorum = quorum;
    }

    void add(LockStoreException failure) {
        failures.add(failure);
    }

    int size() {
        return failures.size();
    }

    /** Says that too few nodes could decide, and why each of the others could not. */
    LockStoreException tooFew(boolean answered) {
        boolean passing = failures.stream().anyMatch(LockStoreException::isPassing);
        boolean sent = answered || failures.stream().anyMatch(LockStoreException::mayHaveRun);
        String message = "The " + quorum.describe() + " is not available: " + failures.size() + " of its "
                + quorum.size()
                + " nodes could not decide, and " + quorum.majority() + " are needed. "
                + failures.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining(" "));
        Throwable cause = failures.isEmpty() ? null : failures.get(0);
        return sent
                ? new LockStoreException(message, passing, cause)
                : LockStoreException.notSent(message, passing, cause);
    }

    static LockStoreException of(Throwable error, Node node) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof LockStoreException known
                ? known
                : new LockStoreException(node.describe() + " failed unexpectedly: " + cause + ".", false, cause);
    }

    static LockStoreException silent(Node node, Duration timeout) {
        return new LockStoreException(
                node.describe() + " did not answer within " + timeout.toMillis() + " ms.", true, null);
    }
}
