package io.github.latchkey;

import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.simulation.Witness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dates events to when they really happened: callers see them a little later, or ask for what is under way already. */
final class Hindsight {

    private final Map<String, Event> grants = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();
    private final Set<String> nested = new HashSet<>();
    private final List<Event> events;

    Hindsight(List<Event> events) {
        this.events = events;
        Set<List<Object>> seen = new HashSet<>();
        for (Event event : events) {
            String call = event.call().id();
            if (isQuestion(event)) {
                asked.put(call, event.at());
            } else if (isGrant(event)) {
                grants.put(call, event);
                if (!seen.add(List.of(event.key(), event.call().actor().owner(), event.token()))) {
                    nested.add(call);
                }
            }
        }
    }

    /** Lets a nested lease begin when it was asked for: that decides, and its caller's thread may be told later. */
    List<Event> nestedAtOnce() {
        return events.stream()
                .map(event -> isGrant(event) && nested.contains(event.call().id())
                        ? at(event, asked.getOrDefault(event.call().id(), event.at()))
                        : event)
                .toList();
    }

    /**
     * Lets those who got what a line asked for have asked when the server gave it: a request that joins a line may get what a look brings
     * that was under way before, as it may get a lock that is passed on inside the client.
     */
    List<Event> askedByTheirLines(Witness witness) {
        return nestedAtOnce().stream()
                .map(event -> {
                    Event grant = grants.get(event.call().id());
                    return isQuestion(event) && grant != null
                            ? at(event, Math.min(event.at(), witness.givenAt(event.key(), grant.token())))
                            : event;
                })
                .toList();
    }

    private static boolean isQuestion(Event event) {
        return event.op() == Op.ACQUIRE && event.phase() == Phase.INVOKED;
    }

    private static boolean isGrant(Event event) {
        return event.op() == Op.ACQUIRE && event.phase() == Phase.OK;
    }

    private static Event at(Event event, long time) {
        return new Event(event.op(), event.phase(), event.call(), event.token(), event.deadline(), event.value(), time);
    }
}
