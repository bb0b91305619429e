package io.github.latchkey;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until a test moves it, and then runs what is due, in time order, on the test's thread. */
public final class ManualTimer implements Timer {

    private record Entry(long at, long sequence, Runnable task) {}

    private final ReentrantLock monitor = new ReentrantLock();
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::sequence));
    private long now;
    private long sequence;

    @Override
    public long nanoTime() {
        monitor.lock();
        try {
            return now;
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        monitor.lock();
        try {
            Entry entry = new Entry(now + delay.toNanos(), sequence++, task);
            entries.add(entry);
            return () -> cancel(entry);
        } finally {
            monitor.unlock();
        }
    }

    /** Moves the clock; each due task sees the time it was due at. */
    public void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        for (Entry due = next(end); due != null; due = next(end)) {
            due.task.run();
        }
    }

    @Override
    public void close() {
        monitor.lock();
        try {
            entries.clear();
        } finally {
            monitor.unlock();
        }
    }

    private @Nullable Entry next(long end) {
        monitor.lock();
        try {
            Entry first = entries.peek();
            if (first == null || first.at > end) {
                now = end;
                return null;
            }
            entries.remove(first);
            now = Math.max(now, first.at);
            return first;
        } finally {
            monitor.unlock();
        }
    }

    private void cancel(Entry entry) {
        monitor.lock();
        try {
            entries.remove(entry);
        } finally {
            monitor.unlock();
        }
    }
}
