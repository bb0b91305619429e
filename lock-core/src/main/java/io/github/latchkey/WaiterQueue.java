package io.github.latchkey;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting requests of a line, first come first. Linked through the waiters themselves, so that one in the middle leaves as cheaply
 * as the first. Guarded by the line's monitor.
 */
final class WaiterQueue {

    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private int size;

    @Nullable Waiter first() {
        return first;
    }

    int size() {
        return size;
    }

    void add(Waiter waiter) {
        waiter.before = last;
        if (last == null) {
            first = waiter;
        } else {
            last.after = waiter;
        }
        last = waiter;
        waiter.queued(true);
        size++;
    }

    /** Takes a waiter out; false if it is not in here any more. */
    boolean remove(Waiter waiter) {
        if (!waiter.isQueued()) {
            return false;
        }
        Waiter before = waiter.before;
        Waiter after = waiter.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        waiter.before = null;
        waiter.after = null;
        waiter.queued(false);
        size--;
        return true;
    }

    boolean any(Predicate<Waiter> condition) {
        for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
            if (condition.test(waiter)) {
                return true;
            }
        }
        return false;
    }

    /** Takes out those that the condition holds for, each with an outcome of its own. */
    void endIf(Predicate<Waiter> condition, Steps steps, Function<Waiter, Outcome> outcome) {
        Waiter waiter = first;
        while (waiter != null) {
            Waiter next = waiter.after;
            if (condition.test(waiter)) {
                remove(waiter);
                steps.end(waiter, outcome.apply(waiter));
            }
            waiter = next;
        }
    }
}
