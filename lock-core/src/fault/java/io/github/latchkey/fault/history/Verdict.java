package io.github.latchkey.fault.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the checkers say of a run.
 *
 * @param violations    promises that were broken; none in a good run
 * @param naiveOverlaps how often a holder that had been paused past its lease overlapped its successor: no violation, but never hidden
 * @param grants        how many locks were granted
 * @param rejected      how many stale accesses the resources refused
 */
public record Verdict(List<Violation> violations, int naiveOverlaps, int grants, int rejected) {

    /**
     * Runs the checkers A to E over a history.
     *
     * @param events   acquires, renewals, releases, losses and faults, of all processes
     * @param accesses reads and writes of resources, in the order in which these decided on them
     * @param finals   what each resource counts in the end
     * @param limits   how long things may take
     * @return the verdict
     */
    public static Verdict of(List<Event> events, List<Event> accesses, Map<String, Long> finals, Limits limits) {
        List<Violation> found = new ArrayList<>(Exclusion.check(events));
        found.addAll(Tokens.check(events));
        found.addAll(Fencing.check(accesses));
        found.addAll(Fencing.lostUpdates(accesses, finals));
        found.addAll(Liveness.waits(events, limits));
        found.addAll(Liveness.progress(events, limits));
        int grants = (int)
                events.stream().filter(event -> event.is(Op.ACQUIRE, Phase.OK)).count();
        int rejected = (int)
                accesses.stream().filter(access -> access.phase() == Phase.FAIL).count();
        return new Verdict(List.copyOf(found), Exclusion.naive(events).size(), grants, rejected);
    }

    /** Returns which promises were broken. */
    public Set<Rule> broken() {
        return violations.stream().map(Violation::rule).collect(Collectors.toSet());
    }
}
