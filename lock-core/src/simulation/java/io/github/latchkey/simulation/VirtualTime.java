package io.github.latchkey.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A clock that goes from one thing to be done to the next. What is to be done at the same time is done in the order of its planning. */
public final class VirtualTime {

    private record Entry(long at, long sequence, Runnable task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::sequence));
    private final List<Runnable> observers = new ArrayList<>();
    private long now;
    private long sequence;

    /** Returns the nanoseconds since the beginning of this world. */
    public long now() {
        return now;
    }

    /** Plans a task at some time; one in the past is done now. */
    public void at(long time, Runnable task) {
        entries.add(new Entry(Math.max(now, time), sequence++, task));
    }

    /** Plans a task for later. */
    public void after(Duration delay, Runnable task) {
        at(now + delay.toNanos(), task);
    }

    /** Has somebody look at the world after each thing that is done. */
    public void observe(Runnable observer) {
        observers.add(observer);
    }

    /** Lets time go by, and does what is due. */
    public void advance(Duration by) {
        long end = now + by.toNanos();
        for (Entry next = entries.peek(); next != null && next.at <= end; next = entries.peek()) {
            entries.poll();
            now = next.at;
            next.task.run();
            observers.forEach(Runnable::run);
        }
        now = end;
    }
}
