package io.github.latchkey.spring;

import io.github.latchkey.LockStoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls of locked methods, for spans and counters. Called on the threads of the calls, and for those whose work is asynchronous on
 * whichever thread begins or ends a step; safe for use by several.
 */
public interface LockedCallObserver {

    /** Watches nothing. */
    LockedCallObserver NONE = new LockedCallObserver() {};

    /** What a call does. */
    enum Step {
        /** It asks for its locks, and waits for them. */
        WAIT,
        /** It has its locks, and runs the method. */
        HOLD
    }

    /**
     * Hears that a step begins.
     *
     * @param step  what begins
     * @param lock  the declared name
     * @param names the lock names
     * @return hears how the step goes on
     */
    default Phase begin(Step step, String lock, List<String> names) {
        return Phase.NONE;
    }

    /**
     * Hears that a method is run without its lock, as its policy says.
     *
     * @param lock   the declared name
     * @param outage why
     */
    default void proceedsUnlocked(String lock, LockStoreException outage) {}

    /** A step under way. */
    interface Phase {

        /** Hears nothing. */
        Phase NONE = failure -> {};

        /** Makes the step the current one of this thread; only for those that stay on it, so not for asynchronous ones. */
        default void enter() {}

        /** Ends what {@link #enter} began, on the same thread. */
        default void leave() {}

        /**
         * Hears that the step has ended.
         *
         * @param failure what it ended with, or null
         */
        void end(@Nullable Throwable failure);
    }
}
