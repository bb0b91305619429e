package io.github.latchkey.benchmarks.contender;

import io.github.latchkey.LockLease;
import java.util.function.Predicate;

/** Sends a release and does not wait for its answer. One that was answered "not ours" is told by the next release. */
final class SentRelease implements Predicate<LockLease> {

    private volatile boolean lost;

    @Override
    public boolean test(LockLease lease) {
        lease.releaseAsync().thenAccept(ours -> {
            if (!ours) {
                lost = true;
            }
        });
        return !lost;
    }
}
