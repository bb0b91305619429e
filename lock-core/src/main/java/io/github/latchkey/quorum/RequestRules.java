package io.github.latchkey.quorum;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import java.time.Duration;

/** What can be asked of a quorum. */
final class RequestRules {

    private final Quorum quorum;

    RequestRules(Quorum quorum) {
        this.quorum = quorum;
    }

    void check(LockRequest request) {
        int permits = request.kind().permits();
        if (permits > 0) {
            throw new LockUsageException(
                    "The lock is asked for with " + permits + " permits, but the " + quorum.describe()
                            + " cannot count holders: each node sees only those who have its own vote. Keep permits in one Redis, or"
                            + " ask for EXCLUSIVE or SHARED.");
        }
        if (request.kind().fair()) {
            throw new LockUsageException("The lock is asked for as fair, but the " + quorum.describe()
                    + " has no common order of those who wait. Keep fair locks in one Redis, or do not ask for fair.");
        }
        if (request.terms().replicas() > 0) {
            throw new LockUsageException(
                    "The lock is asked for with " + request.terms().replicas()
                            + " replicas, but a grant of the " + quorum.describe()
                            + " is confirmed by a majority of nodes, which have none. Leave replicas out.");
        }
        check("lease", request.terms().leaseFor());
        check("minHold", request.terms().minHold());
    }

    private void check(String what, Duration asked) {
        Duration longest = quorum.options().longestLease();
        if (asked.compareTo(longest) > 0) {
            throw new LockUsageException("The " + what + " of the lock is " + asked + ", but at most " + longest
                    + " is allowed in the " + quorum.describe()
                    + ". Ask for less, or raise longestLease (distributed-lock.quorum.longest-lease) for all who use these"
                    + " nodes; so long a restarted node is not counted.");
        }
    }
}
