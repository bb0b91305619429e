package io.github.latchkey.fault.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checker E: nobody waits longer than it asked for, nor for a lock that is free, and nothing is left behind. */
public final class Liveness {

    private Liveness() {}

    /**
     * Looks for acquires that took too long. A process that was stopped meanwhile is excused.
     *
     * @param events a history
     * @param limits what is too long
     * @return one violation for each
     */
    public static List<Violation> waits(List<Event> events, Limits limits) {
        List<Violation> found = new ArrayList<>();
        List<Span> faults = Span.faults(events);
        for (Span wait : Span.waits(events)) {
            Duration longest = wait.call().waitAtMost().compareTo(limits.commandTimeout()) > 0
                    ? wait.call().waitAtMost()
                    : limits.commandTimeout();
            boolean stopped = faults.stream()
                    .anyMatch(fault ->
                            fault.call().actor().pid() == wait.call().actor().pid() && fault.overlaps(wait));
            if (!stopped && wait.length().compareTo(longest.plus(limits.slack())) > 0) {
                found.add(new Violation(
                        Rule.WAIT_BOUND,
                        wait.call().key(),
                        wait.call().actor().owner() + " waited " + wait.length().toMillis() + " ms and asked for "
                                + wait.call().waitAtMost().toMillis()));
            }
        }
        return found;
    }

    /**
     * Looks for waiters that did not get a free lock. Time in which something was broken on purpose does not count, nor does what
     * recovery may take after it.
     *
     * @param events a history
     * @param limits how long a lock may be free
     * @return one violation for each waiter
     */
    public static List<Violation> progress(List<Event> events, Limits limits) {
        long allowed = limits.free().toNanos();
        List<Span> faults = Span.faults(events).stream()
                .map(fault -> new Span(fault.call(), fault.from(), fault.to() + allowed))
                .toList();
        Map<String, List<Span>> excused = new HashMap<>();
        Grant.byKey(events).forEach((key, grants) -> {
            List<Span> taken = new ArrayList<>(faults);
            grants.forEach(grant -> taken.add(new Span(grant.call(), grant.granted(), grant.free())));
            excused.put(key, Span.merged(taken));
        });
        List<Span> never = Span.merged(faults);
        List<Violation> found = new ArrayList<>();
        for (Span wait : Span.waits(events)) {
            Duration idle = wait.longestGap(excused.getOrDefault(wait.call().key(), never));
            if (idle.toNanos() > allowed) {
                found.add(new Violation(
                        Rule.PROGRESS,
                        wait.call().key(),
                        wait.call().actor().owner() + " waited while the lock was free for " + idle.toMillis()
                                + " ms"));
            }
        }
        return found;
    }

    /**
     * Looks for keys that the run left in the store: after the longest lease only fence counters may be there.
     *
     * @param keys each key, and the milliseconds that it still lives; below 0 = for ever
     * @param fences what the fence counters' keys begin with
     * @return one violation for each key that is no fence counter and stays for ever
     */
    public static List<Violation> leftovers(Map<String, Long> keys, String fences) {
        List<Violation> found = new ArrayList<>();
        keys.forEach((key, left) -> {
            if (!key.startsWith(fences) && left < 0) {
                found.add(new Violation(Rule.LEFTOVER, key, "lives for ever"));
            }
        });
        return found;
    }
}
