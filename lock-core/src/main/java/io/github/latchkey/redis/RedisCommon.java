package io.github.latchkey.redis;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all nodes of a store have in common.
 *
 * @param keys      how keys and channels are named
 * @param options   how the nodes are used
 * @param doubts    counts the moments after which commands sent before may still run, or run again
 * @param opened    whether any connection was opened before
 * @param listeners who hears the signals
 * @param watchdog  looks after stalled sessions, and does what is to be done later
 * @param redirects what becomes of calls that another node is to answer
 */
record RedisCommon(
        LockKeys keys,
        RedisLockOptions options,
        AtomicLong doubts,
        AtomicBoolean opened,
        SignalListeners listeners,
        ScheduledExecutorService watchdog,
        Redirects redirects) {

    /** Makes it for locks whose signals lie in their slots, or do not. */
    static RedisCommon of(RedisLockOptions options, boolean slotted, Redirects redirects) {
        return new RedisCommon(
                new LockKeys(options.keyPrefix(), slotted),
                options,
                new AtomicLong(),
                new AtomicBoolean(),
                new SignalListeners(),
                StallWatch.newWatchdog(),
                redirects);
    }

    /** Returns how long callers wait for one answer. */
    Duration commandTimeout() {
        return options.commandTimeout();
    }
}
