package io.github.latchkey.simulation;

import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds exclusive locks that were granted again before the minimum hold of one who gave back was over, while nothing else went wrong. */
public final class MinimumHolds {

    /** How long a grant may be under way from the server: what goes wrong then concerns it, too. */
    private static final long UNDER_WAY = Duration.ofSeconds(3).toNanos();

    private MinimumHolds() {}

    /**
     * Returns one violation for each holder that came too early.
     *
     * @param kept the calls that wanted their lock to be kept, and for how long
     */
    public static List<Violation> check(List<Event> events, Map<String, Duration> kept) {
        List<Violation> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Event grant : events) {
            // What is nested in a grant is kept no longer than that.
            if (isGrant(grant) && seen.add(grant.token()) && grant.call().limit() == 1) {
                Duration hold = kept.get(grant.call().id());
                if (hold != null && isReleased(grant, events)) {
                    check(grant, hold, events, found);
                }
            }
        }
        return found;
    }

    private static void check(Event grant, Duration hold, List<Event> events, List<Violation> found) {
        // The server's clock may be a little faster.
        long end = grant.at() + hold.toNanos() * 99 / 100 - Duration.ofMillis(5).toNanos();
        boolean disturbed = events.stream()
                .anyMatch(event -> event.op() == Op.FAULT && event.at() >= grant.at() - UNDER_WAY && event.at() < end);
        if (disturbed) {
            return;
        }
        events.stream()
                .filter(other -> isGrant(other) && other.at() >= grant.at() && other.at() < end)
                .filter(other -> other.key().equals(grant.key()) && other.token() > grant.token())
                .forEach(other -> found.add(new Violation(
                        Rule.MIN_HOLD,
                        grant.key(),
                        other.call().actor().owner() + " got it while it was kept after "
                                + grant.call().actor().owner())));
    }

    private static boolean isGrant(Event event) {
        return event.op() == Op.ACQUIRE && event.phase() == Phase.OK;
    }

    private static boolean isReleased(Event grant, List<Event> events) {
        return events.stream()
                .anyMatch(event -> event.call().id().equals(grant.call().id())
                        && event.op() == Op.RELEASE
                        && event.phase() == Phase.OK);
    }
}
