package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where locks are kept. The engine above it decides who waits, renews and gives up; a store only takes, keeps and frees.
 *
 * <p>Every operation is asynchronous, never blocks its caller, and fails with {@link LockStoreException} only. Each may run
 * twice, or late, without harm: acquire is idempotent by owner, and a retired owner that left a tombstone is refused. Stores
 * are safe for use by several threads, and by several clients.
 */
public interface LockStore extends AutoCloseable {

    /**
     * Takes the lock if it has room and nobody waits before this owner, or if it is this owner's already; otherwise gives the owner a
     * place in the queue, if it wants one. A place lasts as long as any owner of the same client that waits for this lock looks within 2 s;
     * one that was lost comes back with the next look. Never shortens a lease.
     *
     * @param look who asks, for what, for how long
     * @return granted, busy, or refused because the owner was retired; incomplete where the caller has to retire the stand
     */
    CompletionStage<Acquisition> acquire(Look look);

    /**
     * Ends a stand: release, cancel and loss are this one step. What it frees is offered to the next in the queue, which claims it with
     * a look, within 2 s of its client's last one. Nothing happens to a lock of another owner.
     *
     * @param stand     who leaves
     * @param keep      how long the lock stays taken by nobody after it was given back; zero frees it at once
     * @param tombstone whether late copies of the owner's commands are to be refused from now on
     * @return whether the lock was this owner's
     */
    CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone);

    /**
     * Makes leases run for at least their full length from now, where they still belong to their owners.
     *
     * @param stands the leases, of any number of locks
     * @return for each in turn whether it still belonged to its owner; each ends by itself, so that a lock whose part of the store does
     *     not answer holds up no other
     */
    List<? extends CompletionStage<Boolean>> renew(List<Stand> stands);

    /**
     * Looks at a lock without touching it.
     *
     * @param name the lock name
     * @return who holds it, and for how long
     */
    CompletionStage<LockState> inspect(String name);

    /**
     * Tells a client of the offers to its owners, as soon as possible after it has its first place in a queue. What may have been missed
     * until then, or in a gap later, is told with {@link Signals#missed}.
     *
     * @param clientId what the client's owner ids begin with
     * @param signals  hears of them until {@link #unlisten}, on threads of the store or of other callers
     */
    void listen(String clientId, Signals signals);

    /**
     * Ends what {@link #listen} began.
     *
     * @param clientId what the client's owner ids begin with
     */
    void unlisten(String clientId);

    /**
     * Counts the moments after which a command sent before may still run, or run again: a broken connection, a command that
     * was sent anew. The engine leaves tombstones for owners whose commands were under way then.
     *
     * @return a number that never falls
     */
    long doubts();

    /**
     * Returns how long a caller waits for one answer before it is told that the store did not answer.
     *
     * @return the command timeout
     */
    Duration commandTimeout();

    /**
     * Asks the store whether it works.
     *
     * @return completes when it does
     */
    CompletionStage<Void> ping();

    /**
     * Asks the store for what in its settings endangers locks, for health reports. What the store does not let its user see is no warning.
     *
     * @return completes with a sentence for each danger, with the remedy; by default with none
     */
    default CompletionStage<List<String>> warnings() {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * Asks whether the store's user may do all that locks need, for checks at the start of an application.
     *
     * @return completes with a sentence for each right that is missing but only useful, with its remedy, and fails with
     *     {@link LockStoreException} that names all that are missing and needed; by default completes with none
     */
    default CompletionStage<List<String>> checkRights() {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * Refuses a request that this store cannot serve, whatever others do. Asked for each request and each extension before anything is sent.
     *
     * @param request what is asked for
     * @throws LockUsageException if it cannot be; by default everything can
     */
    default void check(LockRequest request) {}

    /**
     * Names the store for messages.
     *
     * @return for example {@code Redis at localhost:6379}
     */
    String describe();

    /** Gives back what the store opened itself. Commands under way fail. */
    @Override
    void close();
}
