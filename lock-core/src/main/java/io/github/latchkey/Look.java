package io.github.latchkey;

import org.jspecify.annotations.Nullable;

/**
 * One try of an owner to get its lock: the first, a repeated one, or the claim of an offer. Part of the interface for stores.
 *
 * @param stand   who asks, for what, for how long
 * @param waits   whether the owner wants a place in the queue if the lock is not to be had
 * @param arrival the place in the queue that an earlier answer gave to the owner, 0 = none; a place that was lost is taken again
 * @param old     a stand to retire first, in the same step, or null: the owner's former stand, which it yields to others
 * @param oldMayHaveCopies whether late copies of the old stand's commands are to be refused from now on
 */
public record Look(Stand stand, boolean waits, long arrival, @Nullable Stand old, boolean oldMayHaveCopies) {

    /**
     * Returns a look without a place in the queue.
     *
     * @param stand who asks, for what, for how long
     * @return a single true try
     */
    public static Look once(Stand stand) {
        return new Look(stand, false, 0, null, false);
    }

    /**
     * Returns a first look of one who waits.
     *
     * @param stand who asks, for what, for how long
     * @return a look that takes a place in the queue
     */
    public static Look waiting(Stand stand) {
        return new Look(stand, true, 0, null, false);
    }
}
