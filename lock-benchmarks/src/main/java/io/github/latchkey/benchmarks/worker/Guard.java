package io.github.latchkey.benchmarks.worker;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that the processes of a turn share, and that tells whether two were inside of one lock at a time, in two ways: an
 * atomic flag, and a counter that overlapping holders would spoil. It also keeps how long the lock took from one process to the
 * next, by the monotonic clock that all processes of a machine share.
 */
public final class Guard {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int INSIDE = 0;
    private static final int VIOLATIONS = 8;
    private static final int COUNTER = 16;
    private static final int ENTRIES = 24;
    private static final int LAST_PROCESS = 32;
    private static final int RELEASED_AT = 40;
    private static final int HANDOFFS = 48;
    private static final int SIZE = HANDOFFS + 8 * Histogram.BUCKETS;

    private final ByteBuffer memory;

    private Guard(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Maps the file; it is made if it is missing, with nobody inside. */
    public static Guard open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Guard(channel.map(MapMode.READ_WRITE, 0, SIZE));
        }
    }

    /** Notes that a thread of a process, numbered from 1, got the lock at that time. */
    void enter(long process, long now) {
        if (!LONGS.compareAndSet(memory, INSIDE, 0L, process)) {
            add(VIOLATIONS);
        }
        long last = get(LAST_PROCESS);
        if (last != 0 && last != process) {
            add(HANDOFFS + 8 * Histogram.bucket(now - get(RELEASED_AT)));
        }
        // Not atomic on purpose.
        LONGS.set(memory, COUNTER, (long) LONGS.get(memory, COUNTER) + 1);
        add(ENTRIES);
    }

    /** Notes that a thread begins to release the lock. */
    void exit(long process) {
        LONGS.setVolatile(memory, LAST_PROCESS, process);
        LONGS.setVolatile(memory, RELEASED_AT, System.nanoTime());
        if (!LONGS.compareAndSet(memory, INSIDE, process, 0L)) {
            add(VIOLATIONS);
        }
    }

    /** Returns how often mutual exclusion was broken. */
    public long violations() {
        return get(VIOLATIONS) + Math.abs(get(ENTRIES) - get(COUNTER));
    }

    /** Returns how often the lock was entered. */
    public long entries() {
        return get(ENTRIES);
    }

    /** Returns how often the lock went from one process to another. */
    public long handoffs() {
        long sum = 0;
        for (int i = 0; i < Histogram.BUCKETS; i++) {
            sum += get(HANDOFFS + 8 * i);
        }
        return sum;
    }

    /** Returns the time from a release to the return of the next owner in another process, or NaN if there was none. */
    public double handoffNanos(double quantile) {
        double rank = Math.ceil(quantile * handoffs());
        long seen = 0;
        for (int i = 0; i < Histogram.BUCKETS; i++) {
            seen += get(HANDOFFS + 8 * i);
            if (seen >= rank && seen > 0) {
                return Histogram.upperBound(i);
            }
        }
        return Double.NaN;
    }

    private long get(int position) {
        return (long) LONGS.getVolatile(memory, position);
    }

    private void add(int position) {
        long ignored = (long) LONGS.getAndAdd(memory, position, 1L);
    }
}
