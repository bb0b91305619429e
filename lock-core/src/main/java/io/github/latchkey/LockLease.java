package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A lock that was granted, with the deadline up to which it holds. A fresh object for each acquisition; close it, best with
 * try-with-resources. Safe for use by several threads, and may be released by another thread than the one that acquired it.
 */
public interface LockLease extends AutoCloseable {

    /**
     * Returns what is locked.
     *
     * @return the lock names, sorted
     */
    List<String> names();

    /**
     * Returns what is locked.
     *
     * @return the lock name; of several the first
     */
    default String name() {
        return names().get(0);
    }

    /**
     * Returns a number that grows with every holder of the name, also where several hold it at the same time. A resource that remembers
     * the highest token it has seen, and refuses lower ones, is safe from a holder that lost the lock without noticing.
     *
     * @return the fencing token; of several locks that of the first name
     */
    long fencingToken();

    /**
     * Returns the fencing token of one of several locks.
     *
     * @param name one of the {@link #names}
     * @return the fencing token of that name
     * @throws LockUsageException if the lease has no such name
     */
    long fencingToken(String name);

    /**
     * Returns where the lease stands, by the local monotonic clock. No I/O.
     *
     * @return of several locks the worst of their states
     */
    LeaseState state();

    /**
     * Returns whether the lock is still held, by the local monotonic clock. No I/O.
     *
     * @return false once released, lost, or past its deadline
     */
    boolean isHeld();

    /**
     * Returns how long the lease runs if it is not renewed again, up to the end of its {@code maxHold}, by the local monotonic clock.
     * No I/O.
     *
     * @return the rest of the lease; zero once released or lost
     */
    Duration remaining();

    /**
     * Makes the lease run for at least the given time from now; never shortens it. Waits for the store's answer; of several locks for
     * one after the other.
     *
     * @param atLeast 10 ms to 366 days
     * @throws LockLostException  if the lock is no longer held
     * @throws LockStoreException if the store did not confirm; the lease then runs as before
     * @throws LockUsageException if the time is out of range
     */
    void extend(Duration atLeast);

    /**
     * Registers what to do when the lock is lost before its release. Called once, no later than the deadline, on a thread of
     * the client that may block briefly; at once if the lock is lost already; of several locks when the first of them is lost. A callback
     * that throws is logged.
     *
     * @param callback receives this lease
     */
    void onLost(Consumer<? super LockLease> callback);

    /**
     * Gives the lock back; of nested leases the last one to be released does so. Never throws: where the store does not answer
     * within the command timeout the release goes on in the background, and counts as done.
     *
     * @return false if the lock, or one of several, was no longer ours, or this lease was released before
     */
    boolean release();

    /**
     * Gives the lock back, as {@link #release()} does, without waiting for the store's answer. The future completes where those of
     * {@link LockClient#acquireAsync} do.
     *
     * @return completes with false if the lock was no longer ours, or this lease was released before; never exceptionally
     */
    CompletableFuture<Boolean> releaseAsync();

    /**
     * Ends reentrancy: from now on a request of the lease's owner waits for the lock as anybody's does. The leases that are nested already stay
     * valid, and the last of them gives the lock back. For a lease that outlasts what its owner was doing, as where a thread turns to
     * other work. The default does nothing, for leases that do not nest.
     */
    default void endReentrancy() {}

    /** Releases the lock, as {@link #release()} does. */
    @Override
    default void close() {
        release();
    }
}
