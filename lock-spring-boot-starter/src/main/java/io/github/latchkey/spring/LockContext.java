package io.github.latchkey.spring;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockUsageException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The locks of the annotated method that runs now. It belongs to the thread on which the method runs; a method that hands its work to
 * other threads passes on the lease, and a chain asks {@link ReactiveLockContext}. Safe for use by several threads.
 */
public final class LockContext {

    private static final ThreadLocal<@Nullable LockContext> CURRENT = new ThreadLocal<>();

    private final List<HeldLock> held;
    private final @Nullable LockContext outer;
    private final List<AsynchronousCall> within = new CopyOnWriteArrayList<>();

    LockContext(List<HeldLock> held, @Nullable LockContext outer) {
        this.held = held;
        this.outer = outer;
    }

    /**
     * Returns the context of the innermost annotated method that runs on this thread under a lock.
     *
     * @return the context
     * @throws LockUsageException if there is none: the method was not called through its bean, its condition did not hold, or it runs
     *                            unlocked through an outage, as its policy says
     */
    public static LockContext current() {
        return find().orElseThrow(() -> new LockUsageException(
                "No method with @DistributedLock runs under its lock on this thread. Call the method"
                        + " through its bean, not through this; other threads are handed the lease."));
    }

    /**
     * Returns the context of the innermost annotated method, if there is one.
     *
     * @return the context, or empty where {@link #current()} throws
     */
    public static Optional<LockContext> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Returns the lease of the method; of several annotations that of the lock taken first.
     *
     * @return the lease, which the method does not release
     */
    public LockLease lease() {
        return held.get(0).lease();
    }

    /**
     * Returns the leases of the method, one for each of its annotations.
     *
     * @return the leases, in the order in which they were taken
     */
    public List<LockLease> leases() {
        return held.stream().map(HeldLock::lease).toList();
    }

    /**
     * Returns the fencing token of {@link #lease()}.
     *
     * @return a number that grows with every holder
     */
    public long fencingToken() {
        return lease().fencingToken();
    }

    static @Nullable LockContext onThisThread() {
        return CURRENT.get();
    }

    /** Makes a context the current one; null for none. */
    static void set(@Nullable LockContext context) {
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }

    /** Returns on whose behalf one of these is held by this method or by one around it, or null where none is. */
    @Nullable Object owner(List<String> names) {
        for (@Nullable LockContext context = this; context != null; context = context.outer) {
            for (HeldLock lock : context.held) {
                // What was given back meanwhile, and taken again by another call of that owner, is not this one's to
                // enter.
                if (lock.lease().state() != LeaseState.RELEASED
                        && !Collections.disjoint(lock.lease().names(), names)) {
                    return lock.owner();
                }
            }
        }
        return null;
    }

    /**
     * Notes an asynchronous call that enters what a thread holds. Once the outermost method has ended that holds it there, the thread is to
     * enter it no more, for it turns to other work, while the call may go on.
     */
    void entered(AsynchronousCall call, List<String> names) {
        LockContext outermost = null;
        for (@Nullable LockContext context = this; context != null; context = context.outer) {
            if (context.holdsForThread(names)) {
                outermost = context;
            }
        }
        if (outermost != null) {
            outermost.within.add(call);
        }
    }

    /** Ends the method: what has entered its locks and goes on is left alone with them. */
    void end() {
        if (!within.isEmpty()) {
            within.forEach(AsynchronousCall::outlastsItsCaller);
        }
    }

    private boolean holdsForThread(List<String> names) {
        return held.stream()
                .anyMatch(lock -> lock.owner() instanceof Thread
                        && !Collections.disjoint(lock.lease().names(), names));
    }

    List<HeldLock> held() {
        return held;
    }

    @Nullable LockContext outer() {
        return outer;
    }
}
