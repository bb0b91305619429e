package io.github.latchkey.redis;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a session that owes replies and gives none: a connection can die without a word, and everybody would wait for it. It looks once
 * in a command timeout, while something is under way; whoever sends sets {@code watching} after the command is counted, and the
 * watch clears it before it looks for the last time, so one of the two sees the other.
 */
final class StallWatch {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final int STALLED_TIMEOUTS = 2;

    private final Supplier<String> node;
    private final Duration interval;
    private final Duration limit;
    private final Supplier<@Nullable RedisSession> session;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ScheduledExecutorService watchdog;

    StallWatch(
            Supplier<String> node,
            Duration commandTimeout,
            ScheduledExecutorService watchdog,
            Supplier<@Nullable RedisSession> session) {
        this.node = node;
        this.interval = commandTimeout;
        this.limit = commandTimeout.multipliedBy(STALLED_TIMEOUTS);
        this.session = session;
        this.watchdog = watchdog;
    }

    /** Makes the thread that all watches of a store share; what it is given after its end is dropped. */
    static ScheduledExecutorService newWatchdog() {
        ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "latchkey-stall-watch");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        watchdog.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return watchdog;
    }

    /** Watches from now on, until nothing is under way. */
    void start() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            plan();
        }
    }

    private void plan() {
        watchdog.schedule(this::look, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            endIfStalled();
        } catch (RuntimeException | Error e) {
            // The watch goes on whatever happens, or the next dead connection would not be noticed.
            log.warn("The stalled connection to {} was not closed in good order", node.get(), e);
        }
        if (owesReplies()) {
            plan();
            return;
        }
        watching.set(false);
        if (owesReplies()) {
            start();
        }
    }

    private void endIfStalled() {
        RedisSession watched = session.get();
        if (watched != null && watched.isOpen() && watched.isStalled(limit)) {
            log.warn("{} has not answered for {} ms: connecting anew", node.get(), limit.toMillis());
            watched.end();
        }
    }

    private boolean owesReplies() {
        RedisSession watched = session.get();
        return watched != null && watched.isOpen() && !watched.isIdle();
    }
}
