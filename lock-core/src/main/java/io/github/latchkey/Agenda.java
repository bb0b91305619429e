package io.github.latchkey;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done at some time, on one task of the timer that is planned for the earliest entry. Most entries are taken out long
 * before they are due, so nothing is sorted and nothing is called off: short locks cost the timer next to nothing.
 *
 * <p>Whoever adds or moves an entry looks at the planned wake-up after that; the wake-up clears itself before it goes through the
 * entries. So an entry is seen by one of the two. Safe for use by several threads; entries run on the timer's.
 */
final class Agenda {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** Above so many entries they are gone through less often, so that this never takes more than a small part of a core. */
    private static final int MANY = 1_000;

    private static final long NANOS_AN_ENTRY = 500;

    private final Timer timer;
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable WakeUp> planned = new AtomicReference<>();

    Agenda(Timer timer) {
        this.timer = timer;
    }

    /**
     * Something to be done; compared by identity. Its hash is made of what it stands for, not of its address, so that the same history
     * of a client always goes through its entries in the same order.
     */
    interface Entry {

        /** When it is due; may change, and {@link #add} must be told where that is earlier than before. */
        long dueAt();

        /** Does it; then either is due later, or has been removed. */
        void due();
    }

    /** Notes that an entry is due earlier than before; one that was taken out stays out. */
    void moved(Entry entry) {
        wakeUpAt(entry.dueAt());
    }

    /** Adds an entry, or notes that it is due earlier than before. */
    void add(Entry entry) {
        entries.add(entry);
        wakeUpAt(entry.dueAt());
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    boolean contains(Entry entry) {
        return entries.contains(entry);
    }

    <T extends Entry> void forEach(Class<T> type, Consumer<T> action) {
        for (Entry entry : entries) {
            if (type.isInstance(entry)) {
                action.accept(type.cast(entry));
            }
        }
    }

    private void wakeUpAt(long at) {
        while (true) {
            WakeUp now = planned.get();
            if (now != null && now.at - at <= 0) {
                return;
            }
            WakeUp earlier = new WakeUp(at);
            if (planned.compareAndSet(now, earlier)) {
                earlier.task =
                        timer.after(Duration.ofNanos(Math.max(0, at - timer.nanoTime())), () -> goThrough(earlier));
                if (now != null) {
                    now.task.cancel();
                }
                return;
            }
        }
    }

    private void goThrough(WakeUp wakeUp) {
        if (!planned.compareAndSet(wakeUp, null)) {
            return;
        }
        long now = timer.nanoTime();
        long next = now;
        boolean more = false;
        for (Entry entry : entries) {
            if (entry.dueAt() - now <= 0) {
                run(entry);
            }
            if (entries.contains(entry) && (!more || entry.dueAt() - next < 0)) {
                next = entry.dueAt();
                more = true;
            }
        }
        if (more) {
            int size = entries.size();
            long soonest = size > MANY ? now + size * NANOS_AN_ENTRY : now;
            wakeUpAt(next - soonest < 0 ? soonest : next);
        }
    }

    private static void run(Entry entry) {
        try {
            entry.due();
        } catch (RuntimeException | Error e) {
            // One entry's trouble is not to keep the others from running.
            log.error("A timed step of the lock client failed: {}", entry, e);
        }
    }

    private static final class WakeUp {

        private final long at;
        private volatile Timer.Task task = Timer.Task.NONE;

        WakeUp(long at) {
            this.at = at;
        }
    }
}
