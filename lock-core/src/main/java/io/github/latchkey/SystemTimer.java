package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's clock, and one daemon thread of the client for its tasks. */
final class SystemTimer implements Timer {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private final ScheduledThreadPoolExecutor executor;

    SystemTimer(String clientId) {
        // A task that comes after the end is dropped: nothing may run then.
        executor = new ScheduledThreadPoolExecutor(
                1, Threads.daemons("latchkey-timer", clientId), new ThreadPoolExecutor.DiscardPolicy());
        // Without it each released lease would leave its renewal behind until that is due.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        Future<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    // The executor would keep a failure to itself; nothing that runs here may end unseen.
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A timed task of the lock client failed", e);
        }
    }
}
