package io.github.latchkey.fault.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One lock that was granted, pieced together from its events; a nested one is part of the grant that it entered.
 *
 * @param call     the request
 * @param asked    when it was asked for
 * @param granted  when its holder could begin
 * @param token    its fencing token
 * @param deadline the latest deadline that the holder counted on
 * @param left     when the holder began to give it back, or learnt of its loss; MAX = never
 * @param freed    when the release was answered, else as {@code left}
 */
record Grant(Call call, long asked, long granted, long token, long deadline, long left, long freed) {

    static final Comparator<Grant> BY_START = Comparator.comparingLong(Grant::granted);

    /** Returns the end of the time in which this holder may have relied on the lock. */
    long end() {
        return Math.min(deadline, left);
    }

    /** Returns when the lock was free again at the latest. */
    long free() {
        return Math.min(Math.max(deadline, granted), freed);
    }

    /** Returns all grants in a history, by lock, in the order of their beginnings. */
    static Map<String, List<Grant>> byKey(List<Event> events) {
        Map<String, List<Grant>> result = new LinkedHashMap<>();
        merged(events).forEach(grant -> result.computeIfAbsent(grant.call.key(), key -> new ArrayList<>())
                .add(grant));
        result.values().forEach(grants -> grants.sort(BY_START));
        return result;
    }

    private static Collection<Grant> merged(List<Event> events) {
        Map<String, List<Event>> byCall = new LinkedHashMap<>();
        for (Event event : events) {
            byCall.computeIfAbsent(event.call().id(), id -> new ArrayList<>()).add(event);
        }
        Map<List<Object>, Grant> grants = new LinkedHashMap<>();
        for (List<Event> call : byCall.values()) {
            if (call.stream().anyMatch(event -> event.is(Op.ACQUIRE, Phase.OK))) {
                Grant grant = of(call);
                List<Object> identity =
                        List.of(grant.call.key(), grant.call.actor().owner(), grant.token);
                grants.merge(identity, grant, Grant::with);
            }
        }
        return grants.values();
    }

    private static Grant of(List<Event> events) {
        Event ok = first(events, Op.ACQUIRE, Phase.OK, events.get(0));
        long asked = first(events, Op.ACQUIRE, Phase.INVOKED, ok).at();
        long deadline = events.stream().mapToLong(Event::deadline).max().orElse(Event.NONE);
        long left = Long.MAX_VALUE;
        long freed = Long.MAX_VALUE;
        for (Event event : events) {
            boolean leaves = event.op() == Op.LOST || event.is(Op.RELEASE, Phase.INVOKED);
            left = leaves ? Math.min(left, event.at()) : left;
            boolean frees = event.op() == Op.LOST || event.is(Op.RELEASE, Phase.OK);
            freed = frees ? Math.min(freed, event.at()) : freed;
        }
        long until = deadline == Event.NONE ? Long.MAX_VALUE : deadline;
        return new Grant(ok.call(), asked, ok.at(), ok.token(), until, left, freed);
    }

    private Grant with(Grant nested) {
        Grant outer = granted <= nested.granted ? this : nested;
        return new Grant(
                outer.call,
                outer.asked,
                outer.granted,
                token,
                Math.max(deadline, nested.deadline),
                Math.max(left, nested.left),
                Math.max(freed, nested.freed));
    }

    private static Event first(List<Event> events, Op op, Phase phase, Event otherwise) {
        return events.stream().filter(event -> event.is(op, phase)).findFirst().orElse(otherwise);
    }

    @Override
    public String toString() {
        return call.actor().owner() + " (token " + token + ")";
    }
}
