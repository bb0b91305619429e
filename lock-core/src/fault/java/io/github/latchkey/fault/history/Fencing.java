package io.github.latchkey.fault.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checkers C and D: what a guarded resource accepted. */
public final class Fencing {

    private Fencing() {}

    /**
     * Checker C: looks for a lower token that was accepted after a higher one.
     *
     * @param accesses reads and writes of resources, in the order in which these decided on them
     * @return one violation for each
     */
    public static List<Violation> check(List<Event> accesses) {
        List<Violation> found = new ArrayList<>();
        Map<String, Event> highest = new HashMap<>();
        for (Event access : accesses) {
            if (!isAccepted(access)) {
                continue;
            }
            Event before = highest.get(access.key());
            if (before != null && before.token() > access.token()) {
                found.add(new Violation(
                        Rule.FENCE,
                        access.key(),
                        access.op() + " with token " + access.token() + " after one with " + before.token()));
            } else {
                highest.put(access.key(), access);
            }
        }
        return found;
    }

    /**
     * Checker D: counts updates that were accepted and are missing in the end. Every write adds one to what was read.
     *
     * @param accesses reads and writes of resources
     * @param finals   what each resource counts in the end
     * @return one violation for each resource
     */
    public static List<Violation> lostUpdates(List<Event> accesses, Map<String, Long> finals) {
        Map<String, Long> accepted = new HashMap<>();
        accesses.stream()
                .filter(access -> access.is(Op.WRITE, Phase.OK))
                .forEach(access -> accepted.merge(access.key(), 1L, Long::sum));
        List<Violation> found = new ArrayList<>();
        finals.forEach((key, counted) -> {
            long lost = accepted.getOrDefault(key, 0L) - counted;
            if (lost != 0) {
                found.add(
                        new Violation(Rule.LOST_UPDATE, key, lost + " of " + accepted.get(key) + " updates are lost"));
            }
        });
        return found;
    }

    private static boolean isAccepted(Event access) {
        return access.is(Op.READ, Phase.OK) || access.is(Op.WRITE, Phase.OK);
    }
}
