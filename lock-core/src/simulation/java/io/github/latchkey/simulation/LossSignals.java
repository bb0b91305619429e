package io.github.latchkey.simulation;

import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checker L: a holder is told of its loss no later than its deadline; one whose process stands still then, as soon as it goes on. */
public final class LossSignals {

    /** How long a process takes to run the callback. */
    private static final long SOON = Duration.ofMillis(5).toNanos();

    private record Standstill(long pid, long from, long to) {}

    private LossSignals() {}

    /** Returns one violation for each holder that was not told in time, as far as that time has come. */
    public static List<Violation> check(List<Event> events, long now) {
        List<Standstill> standstills = standstills(events);
        Map<String, Long> deadlines = new LinkedHashMap<>();
        Map<String, Event> grants = new LinkedHashMap<>();
        Map<String, Long> left = new LinkedHashMap<>();
        for (Event event : events) {
            String call = event.call().id();
            if (event.deadline() != Event.NONE) {
                grants.putIfAbsent(call, event);
                deadlines.merge(call, event.deadline(), Math::max);
            }
            if (event.op() == Op.LOST || (event.op() == Op.RELEASE && event.phase() == Phase.INVOKED)) {
                left.putIfAbsent(call, event.at());
            }
        }
        List<Violation> found = new ArrayList<>();
        deadlines.forEach((call, deadline) -> {
            Event grant = grants.get(call);
            long told = left.getOrDefault(call, Long.MAX_VALUE);
            if (grant != null
                    && told > latest(grant.call().actor().pid(), deadline, standstills)
                    && now > deadline + SOON) {
                found.add(new Violation(
                        Rule.LOSS_SIGNAL,
                        grant.key(),
                        grant.call().actor().owner() + " (token " + grant.token() + ") had its deadline at " + deadline
                                + " and learnt it at " + told));
            }
        });
        return found;
    }

    private static long latest(long pid, long deadline, List<Standstill> standstills) {
        long latest = deadline + SOON;
        for (Standstill each : standstills) {
            if (each.pid == pid && each.from <= latest && each.to >= deadline) {
                latest = each.to == Long.MAX_VALUE ? each.to : Math.max(latest, each.to + SOON);
            }
        }
        return latest;
    }

    private static List<Standstill> standstills(List<Event> events) {
        Map<String, Event> begun = new LinkedHashMap<>();
        List<Standstill> found = new ArrayList<>();
        for (Event event : events) {
            if (event.op() == Op.FAULT && event.phase() == Phase.INVOKED) {
                begun.put(event.call().id(), event);
            } else if (event.op() == Op.FAULT) {
                Event beginning = begun.remove(event.call().id());
                if (beginning != null) {
                    found.add(new Standstill(beginning.call().actor().pid(), beginning.at(), event.at()));
                }
            }
        }
        begun.values()
                .forEach(event -> found.add(new Standstill(event.call().actor().pid(), event.at(), Long.MAX_VALUE)));
        return found;
    }
}
