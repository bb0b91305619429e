package io.github.latchkey.quorum;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a stand at one node, which waits for the node's answer to a look: the plain retirement that is right then costs the node half
 * of one with a tombstone, and the look is answered a moment later as a rule. Completes with whether the lock was the stand's there.
 */
final class Leave extends CompletableFuture<Boolean> {

    private final long keptUntil;

    /** Keeps the lock taken by nobody until then. */
    Leave(long keptUntil) {
        this.keptUntil = keptUntil;
    }

    /** For how long the lock is to be kept from now on. */
    Duration keep(long now) {
        return Duration.ofNanos(Math.max(0, keptUntil - now));
    }
}
