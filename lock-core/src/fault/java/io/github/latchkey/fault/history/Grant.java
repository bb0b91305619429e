package io.github.latchkey.fault.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
 * @param lost     when the holder learnt of its loss; MAX = never
 * @param left     when the holder began to give it back; MAX = never
 * @param freed    when that was answered, with "it was yours"; MAX = never
 */
record Grant(Call call, long asked, long granted, long token, long deadline, long lost, long left, long freed) {

    static final Comparator<Grant> BY_START = Comparator.comparingLong(Grant::granted);

    /** Returns the end of the time in which this holder may have relied on the lock. */
    long end() {
        return Math.min(deadline, Math.min(lost, left));
    }

    /** Returns when its holder stopped working, whatever it knew; one that never did so was killed. */
    long workedUntil() {
        return left == Long.MAX_VALUE ? end() : left;
    }

    /** Returns when the lock was free again at the latest. */
    long free() {
        return Math.min(Math.max(deadline, granted), Math.min(lost, freed));
    }

    /** Returns all grants in a history, by lock, in the order of their beginnings. */
    static Map<String, List<Grant>> byKey(List<Event> events) {
        Map<String, List<Grant>> result = new LinkedHashMap<>();
        merged(events).forEach(grant -> result.computeIfAbsent(grant.call.key(), key -> new ArrayList<>())
                .add(grant));
        result.values().forEach(grants -> grants.sort(BY_START));
        return result;
    }

    private static List<Grant> merged(List<Event> events) {
        Map<String, List<Event>> byCall = new LinkedHashMap<>();
        for (Event event : events) {
            byCall.computeIfAbsent(event.call().id(), id -> new ArrayList<>()).add(event);
        }
        List<Grant> single = new ArrayList<>();
        for (List<Event> call : byCall.values()) {
            if (call.stream().anyMatch(event -> event.is(Op.ACQUIRE, Phase.OK))) {
                single.add(of(call));
            }
        }
        single.sort(BY_START);
        List<Grant> result = new ArrayList<>();
        Map<List<Object>, Grant> outermost = new HashMap<>();
        for (Grant grant : single) {
            List<Object> identity = List.of(grant.call.key(), grant.call.actor().owner(), grant.token);
            Grant outer = outermost.get(identity);
            Grant whole = grant;
            if (outer != null && grant.granted < outer.left) {
                result.remove(outer);
                whole = outer.with(grant);
            }
            outermost.put(identity, whole);
            result.add(whole);
        }
        return result;
    }

    private static Grant of(List<Event> events) {
        Event ok = first(events, Op.ACQUIRE, Phase.OK, events.get(0));
        long asked = first(events, Op.ACQUIRE, Phase.INVOKED, ok).at();
        long deadline = events.stream().mapToLong(Event::deadline).max().orElse(Event.NONE);
        return new Grant(
                ok.call(),
                asked,
                ok.at(),
                ok.token(),
                deadline == Event.NONE ? Long.MAX_VALUE : deadline,
                firstAt(events, Op.LOST, Phase.OK),
                firstAt(events, Op.RELEASE, Phase.INVOKED),
                firstAt(events, Op.RELEASE, Phase.OK));
    }

    private Grant with(Grant nested) {
        return new Grant(
                call,
                asked,
                granted,
                token,
                Math.max(deadline, nested.deadline),
                Math.min(lost, nested.lost),
                Math.max(left, nested.left),
                Math.max(freed, nested.freed));
    }

    private static long firstAt(List<Event> events, Op op, Phase phase) {
        return events.stream()
                .filter(event -> event.is(op, phase))
                .mapToLong(Event::at)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Event first(List<Event> events, Op op, Phase phase, Event otherwise) {
        return events.stream().filter(event -> event.is(op, phase)).findFirst().orElse(otherwise);
    }

    @Override
    public String toString() {
        return call.actor().owner() + " (token " + token + ")";
    }
}
