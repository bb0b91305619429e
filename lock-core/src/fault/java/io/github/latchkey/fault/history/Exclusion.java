package io.github.latchkey.fault.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Checker A: no two holders of a lock rely on it at the same time, or no more than its mode allows.
 *
 * <p>A holder's time begins when it can act, and ends when it gives back, learns of its loss, or passes its deadline.
 */
public final class Exclusion {

    private Exclusion() {}

    /**
     * Looks for leases that overlap.
     *
     * @param events a history
     * @return one violation for each holder that began beside too many others
     */
    public static List<Violation> check(List<Event> events) {
        return overlaps(events, Grant::end);
    }

    /**
     * Looks for holders that still worked when their successor began. A pause makes them, no lock can prevent them, and fencing makes
     * them harmless: to be reported, and no violation.
     *
     * @param events a history
     * @return what {@link #check} would say if only a release ended a holder's time
     */
    public static List<Violation> naive(List<Event> events) {
        return overlaps(events, Grant::workedUntil);
    }

    private static List<Violation> overlaps(List<Event> events, ToLongFunction<Grant> end) {
        List<Violation> found = new ArrayList<>();
        Grant.byKey(events).forEach((key, grants) -> {
            List<Grant> active = new ArrayList<>();
            for (Grant grant : grants) {
                active.removeIf(earlier -> end.applyAsLong(earlier) <= grant.granted());
                if (end.applyAsLong(grant) <= grant.granted()) {
                    continue; // Over before it could act.
                }
                active.add(grant);
                int allowed = active.stream()
                        .mapToInt(held -> held.call().limit())
                        .min()
                        .orElse(1);
                if (active.size() > allowed) {
                    found.add(new Violation(Rule.EXCLUSION, key, describe(active, end)));
                }
            }
        });
        return found;
    }

    private static String describe(List<Grant> active, ToLongFunction<Grant> end) {
        Grant last = active.get(active.size() - 1);
        long firstEnd = active.stream().mapToLong(end).min().orElse(last.granted());
        String overlap = firstEnd == Long.MAX_VALUE
                ? "for ever"
                : "for " + Duration.ofNanos(firstEnd - last.granted()).toMillis() + " ms";
        return active + " at the same time " + overlap + ", from " + last.granted();
    }
}
