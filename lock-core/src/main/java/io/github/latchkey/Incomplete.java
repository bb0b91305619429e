package io.github.latchkey;

import org.jspecify.annotations.Nullable;

/**
 * The lock was granted in a part that is worth nothing: by too few nodes, or without the replicas that were to confirm it. The stand is
 * over. It is retired, with a tombstone, and its client looks again as another owner, for a late copy of the retirement could
 * otherwise end what a later look of the same owner was granted.
 *
 * @param busy     who has the lock instead, or null
 * @param failure  what kept the grant from being complete, or null where somebody else has the lock
 * @param gaveBack whether the lock belonged to the stand that the look gave up
 */
public record Incomplete(@Nullable Busy busy, @Nullable LockStoreException failure, boolean gaveBack)
        implements Acquisition {

    /**
     * Returns an answer that says who has the lock.
     *
     * @param busy the holder
     * @return a busy answer, after which the stand is over
     */
    public static Incomplete busy(Busy busy) {
        return new Incomplete(busy, null, busy.gaveBack());
    }

    /**
     * Returns an answer that says what failed.
     *
     * @param failure  what is missing, why, and whether that passes
     * @param gaveBack whether the lock belonged to the stand that the look gave up
     * @return a failure, after which the stand is over
     */
    public static Incomplete failed(LockStoreException failure, boolean gaveBack) {
        return new Incomplete(null, failure, gaveBack);
    }
}
