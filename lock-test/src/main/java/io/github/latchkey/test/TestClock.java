package io.github.latchkey.test;

import io.github.latchkey.Ticker;
import io.github.latchkey.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until somebody moves it. Who moves it runs what becomes due on the way, in the order of time, and is alone in
 * that: {@code moving} is held meanwhile. {@code monitor} guards the time and the tasks. Safe for use by several threads.
 */
final class TestClock implements Ticker {

    private record Entry(Timer timer, long at, long sequence, Runnable task) {}

    private final Executor atOnce;
    private final ReentrantLock moving = new ReentrantLock();
    private final ReentrantLock monitor = new ReentrantLock();
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::sequence));
    private long now;
    private long sequence;
    private final AtomicInteger moves = new AtomicInteger();

    /** Creates a clock that runs on the given executor what is due without a move. */
    TestClock(Executor atOnce) {
        this.atOnce = atOnce;
    }

    /** A timer for one client. */
    Timer newTimer(Waits waits) {
        return new ClientTimer(waits);
    }

    @Override
    public long nanoTime() {
        monitor.lock();
        try {
            return now;
        } finally {
            monitor.unlock();
        }
    }

    /** Moves on, through all that is due until then. */
    void advance(Duration by) {
        moving.lock();
        try {
            moves.incrementAndGet();
            runUntil(nanoTime() + by.toNanos());
        } finally {
            moving.unlock();
        }
    }

    /** Moves on to the next time at which something is due, if there is one. */
    boolean step() {
        moving.lock();
        try {
            Long next = next();
            if (next == null) {
                return false;
            }
            moves.incrementAndGet();
            runUntil(next);
            return true;
        } finally {
            moving.unlock();
        }
    }

    /** How often it was moved. */
    int moves() {
        return moves.get();
    }

    private void runDue() {
        moving.lock();
        try {
            runUntil(nanoTime());
        } finally {
            moving.unlock();
        }
    }

    private void runUntil(long end) {
        for (Entry due = takeUntil(end); due != null; due = takeUntil(end)) {
            due.task.run();
        }
    }

    private @Nullable Entry takeUntil(long end) {
        monitor.lock();
        try {
            Entry first = entries.peek();
            boolean due = first != null && first.at <= end;
            now = Math.max(now, due ? first.at : end);
            return due ? entries.poll() : null;
        } finally {
            monitor.unlock();
        }
    }

    private @Nullable Long next() {
        monitor.lock();
        try {
            Entry first = entries.peek();
            return first == null ? null : Long.valueOf(Math.max(now, first.at));
        } finally {
            monitor.unlock();
        }
    }

    /** What one client sees of the clock. */
    private final class ClientTimer implements Timer {

        private final Waits waits;

        ClientTimer(Waits waits) {
            this.waits = waits;
        }

        @Override
        public long nanoTime() {
            return TestClock.this.nanoTime();
        }

        @Override
        public Task after(Duration delay, Runnable task) {
            Entry entry;
            monitor.lock();
            try {
                entry = new Entry(this, now + delay.toNanos(), sequence++, task);
                entries.add(entry);
            } finally {
                monitor.unlock();
            }
            if (delay.isZero()) {
                // Nobody may be moving the clock, and this is not to wait for a move.
                atOnce.execute(TestClock.this::runDue);
            }
            return () -> remove(entry);
        }

        @Override
        public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
            return waits.await(future);
        }

        @Override
        public void close() {
            monitor.lock();
            try {
                entries.removeIf(entry -> entry.timer == this);
            } finally {
                monitor.unlock();
            }
        }

        private void remove(Entry entry) {
            monitor.lock();
            try {
                entries.remove(entry);
            } finally {
                monitor.unlock();
            }
        }
    }
}
