package io.github.latchkey;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Takes locks. One client per application is enough: it is safe for use by any number of threads, virtual ones included, and
 * its leases share the store's connections and a fixed number of daemon threads.
 *
 * <p>While a thread holds a name, its next request for that name is granted at once as a nested lease, without a command to
 * the store, unless it is {@linkplain LockRequest#reentrant not to nest}; the lock is given back when the last of the leases is
 * released. A nested lease shares the lease of the outermost one: what its own request says of lease, {@code minHold} and
 * {@code maxHold} does not count. An interrupt ends a wait: the place in line is given up and the flag stays set.
 */
public interface LockClient extends AutoCloseable {

    /**
     * Starts building a client.
     *
     * @param store where locks are kept; the client closes it with itself, unless told to leave it open
     * @return a builder
     */
    static LockClientBuilder builder(LockStore store) {
        return new LockClientBuilder(store);
    }

    /**
     * Takes the lock, waiting as long as the request says.
     *
     * @param request what to lock, and how
     * @return the lease, to be closed by the caller
     * @throws LockBusyException  if somebody else held it all the time, or until the thread was interrupted; if
     *                            {@linkplain LockClientBuilder#maxWaiters too many} wait already; or if the thread holds it itself and
     *                            the request is not to nest
     * @throws LockLostException  if the thread holds the name already, with a lease that is lost
     * @throws LockStoreException if the store could not say, within max(wait, command timeout) + 250 ms, or until the thread was
     *                            interrupted; after an interrupt the cause of both is the {@link InterruptedException}
     * @throws LockUsageException if the parts of the request do not fit each other, or the thread holds the name as shared or with a
     *                            permit and asks for more
     */
    LockLease acquire(LockRequest request);

    /**
     * Takes the lock, waiting as long as the request says; busy is a value here.
     *
     * @param request what to lock, and how
     * @return the lease, to be closed by the caller, or empty where {@link #acquire} throws {@link LockBusyException}
     * @throws LockLostException  if the thread holds the name already, with a lease that is lost
     * @throws LockStoreException if the store could not say
     * @throws LockUsageException as {@link #acquire} throws it
     */
    Optional<LockLease> tryAcquire(LockRequest request);

    /**
     * Takes the lock without blocking a thread. Cancelling the future, or completing it in any other way, leaves the line. The lease
     * belongs to no thread; it is reentrant only for requests with the same {@linkplain LockRequest#ownedBy owner}.
     *
     * <p>The future completes on one of the client's 16 threads for answers, unless it is complete at once. What hangs on it must not
     * wait there for another future of the client, and work that takes long belongs elsewhere, for example on the executor of a
     * {@code thenAcceptAsync}: the answers to others wait for it.
     *
     * @param request what to lock, and how
     * @return completes with the lease or with what {@link #acquire} throws
     */
    CompletableFuture<LockLease> acquireAsync(LockRequest request);

    /**
     * Runs work under the lock. The work's result or exception is passed on as it is; a failing release replaces neither.
     *
     * @param request what to lock, and how
     * @param work    runs while the lock is held
     * @param <T>     type of the result
     * @param <X>     what the work may throw
     * @return the work's result
     * @throws X                  if the work throws it
     * @throws LockBusyException  if somebody else held the lock; the work did not run
     * @throws LockStoreException if the store could not say; the work did not run
     */
    <T extends @Nullable Object, X extends Throwable> T execute(LockRequest request, Work<T, X> work) throws X;

    /**
     * Runs an action under the lock, as {@link #execute(LockRequest, Work)} does.
     *
     * @param request what to lock, and how
     * @param action  runs while the lock is held
     * @param <X>     what the action may throw
     * @throws X                  if the action throws it
     * @throws LockBusyException  if somebody else held the lock; the action did not run
     * @throws LockStoreException if the store could not say; the action did not run
     */
    <X extends Throwable> void execute(LockRequest request, Action<X> action) throws X;

    /**
     * Returns what this client holds and waits for at this moment. Asks nobody: it works while the store is down.
     *
     * @return a snapshot; what happens meanwhile may or may not be in it
     */
    LockActivity activity();

    /**
     * Looks at a lock in the store, whoever holds it.
     *
     * @param name the lock name
     * @return its state at this moment
     * @throws LockUsageException if the name is blank, too long or not valid Unicode
     * @throws LockStoreException if the store could not say within the command timeout
     */
    LockState inspect(String name);

    /**
     * Takes a lock away from its holder, for an operator who knows that the holder is gone. A holder that is alive after all is
     * told at its next renewal, and may work on until then, as does whoever waits in the
     * holder's process: use it with care.
     *
     * @param name  the lock name
     * @param owner the owner id that {@link #inspect} showed; guards against taking it from the next holder
     * @return false if that owner did not hold the lock, which then is left as it was
     * @throws LockUsageException if name or owner is blank
     * @throws LockStoreException if the store did not confirm within the command timeout; it may have happened all the same
     */
    boolean forceRelease(String name, String owner);

    /**
     * Returns the lock as a {@link Lock}, with the defaults of {@link LockRequest#of}.
     *
     * @param name what to lock
     * @return a view, as of {@link #asLock(LockRequest)}
     */
    default Lock asLock(String name) {
        return asLock(LockRequest.of(name));
    }

    /**
     * Returns the lock as a {@link Lock}, for code that wants one. Waits as that interface says, whatever the request's wait is:
     * {@code lock()} without limit, also through an outage of the store, and through interrupts. Reentrant, unless the request is not
     * to nest, and owned by the thread. Conditions are not supported. {@code unlock()} throws {@link IllegalMonitorStateException} if the
     * thread did not lock through this view, or the lock was lost; other failures are {@link LockException}s.
     *
     * @param request what to lock, and how
     * @return a view; keep it, for each counts its own holds
     */
    default Lock asLock(LockRequest request) {
        return new LockView(request, this::acquireAsync);
    }

    /**
     * Closes the client, and its store unless that is left open. New and waiting requests end with {@link LockStoreException} at once;
     * those who hold locks keep them for the {@linkplain LockClientBuilder#closeGrace grace period}, and lose what they still hold
     * then. Returns once all is given back, at the latest after the grace period and the command timeout. Further calls do nothing.
     */
    @Override
    void close();

    /**
     * Work with a result.
     *
     * @param <T> type of the result
     * @param <X> what the work may throw
     */
    @FunctionalInterface
    interface Work<T extends @Nullable Object, X extends Throwable> {

        /**
         * Does the work.
         *
         * @return the result
         * @throws X if the work fails
         */
        T run() throws X;
    }

    /**
     * Work without a result.
     *
     * @param <X> what the action may throw
     */
    @FunctionalInterface
    interface Action<X extends Throwable> {

        /**
         * Does the work.
         *
         * @throws X if the work fails
         */
        void run() throws X;
    }
}
