package io.github.latchkey.quorum;

import io.github.latchkey.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is still open after a time. All have the same time, so they end in the order in which they came, and one task of the
 * timer is enough: to plan and call off one for each command would cost more than the command. Whoever adds sets {@code planned} after its
 * entry is in, and the task clears it before it looks for the last time, so one of the two sees the other.
 */
final class Deadlines {

    private static final Logger log = LoggerFactory.getLogger(QuorumLockStore.class);

    /** What has a deadline. */
    interface Open {

        /** Whether there is nothing left to be ended. */
        boolean isDone();

        /** Ends it. */
        void expired();
    }

    private record Entry(long at, Open open) {}

    private final Timer timer;
    private final Duration timeout;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();

    Deadlines(Timer timer, Duration timeout) {
        this.timer = timer;
        this.timeout = timeout;
    }

    void add(Open open) {
        entries.add(new Entry(timer.nanoTime() + timeout.toNanos(), open));
        if (!planned.get() && planned.compareAndSet(false, true)) {
            timer.after(timeout, this::end);
        }
    }

    private void end() {
        Entry next = endExpired();
        if (next == null) {
            planned.set(false);
            next = entries.peek();
            if (next == null || !planned.compareAndSet(false, true)) {
                return;
            }
        }
        timer.after(Duration.ofNanos(Math.max(0, next.at - timer.nanoTime())), this::end);
    }

    /** Returns the first that is not due yet. */
    private @Nullable Entry endExpired() {
        Entry first = entries.peek();
        while (first != null && (first.open.isDone() || timer.nanoTime() - first.at >= 0)) {
            entries.poll();
            try {
                if (!first.open.isDone()) {
                    first.open.expired();
                }
            } catch (RuntimeException | Error e) {
                // The others have deadlines, too.
                log.error("The end of a node's time met an error", e);
            }
            first = entries.peek();
        }
        return first;
    }
}
