package io.github.latchkey;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The fair requests of one client for one name, which have a place in the store each. Any look keeps all places of its client alive, so
 * only that of the oldest request is repeated now and then; the others are told when it is their turn, or become the oldest.
 *
 * <p>After a pause, the process may have been frozen and the places dropped: then each request looks once, and takes its own back.
 * {@code awake} counts these pauses. Two threads that note the same one only cause a look too many.
 */
final class FairLines {

    /** Less than the store keeps a place without a look, and more than the pause between two looks. */
    private static final long PAUSE_NANOS = 1_500_000_000L;

    private final Queue<Looks> inOrder = new ConcurrentLinkedQueue<>();
    private final AtomicLong awake = new AtomicLong();
    private volatile long lastLook;

    int size() {
        return inOrder.size();
    }

    void add(Looks looks) {
        inOrder.add(looks);
    }

    void remove(Looks looks) {
        inOrder.remove(looks);
    }

    /** Whether it is for this request to look now, given the pauses that it knew of when it last did. */
    boolean isFor(Looks looks, long knownPauses, long now) {
        @Nullable Looks oldest = inOrder.peek();
        if (now - lastLook > PAUSE_NANOS) {
            awake.incrementAndGet();
        }
        return oldest == null || oldest == looks || knownPauses != awake.get();
    }

    /** Notes that a look is sent, and returns the pauses so far. */
    long looked(long now) {
        lastLook = now;
        return awake.get();
    }
}
