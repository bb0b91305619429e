package io.github.latchkey.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from all sentinels that the master has changed, and does not have to ask: who holds a connection to the old one notices nothing
 * by himself while he sends nothing, and that one may answer again later as if nothing had happened.
 *
 * <p>A thread of its own looks once a second after the connections to the sentinels. It never waits there, and each sentinel's state is its
 * own.
 */
final class MasterWatch {

    private static final Logger log = LoggerFactory.getLogger(RedisLockStore.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<SentinelEar> ears;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor executor;

    MasterWatch(List<SentinelEar> ears) {
        this.ears = ears;
        this.executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "latchkey-master-watch");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Watches from now on. */
    void start() {
        if (started.compareAndSet(false, true)) {
            executor.scheduleWithFixedDelay(this::look, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends all connections. Completes when they are closed. */
    CompletableFuture<Void> close() {
        executor.shutdownNow();
        return CompletableFuture.allOf(ears.stream().map(SentinelEar::close).toArray(CompletableFuture<?>[]::new));
    }

    private void look() {
        for (SentinelEar ear : ears) {
            try {
                ear.keepOpen();
            } catch (RuntimeException | Error e) {
                // Whatever happens, the watch goes on.
                log.warn("The watch of the master met an error", e);
            }
        }
    }
}
