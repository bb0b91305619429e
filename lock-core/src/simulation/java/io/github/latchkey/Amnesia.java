package io.github.latchkey;

import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.simulation.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** When the server forgot a lock, or let it expire too early: no lock can exclude anybody from what the server gave away before. */
final class Amnesia {

    private final Map<String, TreeSet<Long>> times = new TreeMap<>();

    void note(String name, long at) {
        times.computeIfAbsent(name, first -> new TreeSet<>()).add(at);
    }

    /** Whether the lock was forgotten in that time. */
    boolean within(String name, long from, long to) {
        Long first = times.getOrDefault(name, new TreeSet<>()).ceiling(from);
        return first != null && first <= to;
    }

    /** Adds an end to every grant from before, so that only what the server still knew is judged. */
    List<Event> excused(List<Event> events, Witness witness) {
        List<Event> judged = new ArrayList<>(events);
        for (Event event : events) {
            if (event.op() == Op.ACQUIRE && event.phase() == Phase.OK) {
                long given = witness.givenAt(event.key(), event.token());
                Long forgotten =
                        times.getOrDefault(event.key(), new TreeSet<>()).ceiling(given);
                if (forgotten != null) {
                    judged.add(Event.of(Op.LOST, Phase.OK, event.call(), forgotten));
                }
            }
        }
        return judged;
    }
}
