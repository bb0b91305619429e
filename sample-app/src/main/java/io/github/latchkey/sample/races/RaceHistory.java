package io.github.latchkey.sample.races;

import io.github.latchkey.sample.races.RaceReport.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The last races of this instance. Safe for use by many threads. */
@Component
final class RaceHistory {

    private static final int CAPACITY = 200;

    private final SortedMap<Long, RaceReport> races = new TreeMap<>();
    private long lastId;

    synchronized RaceReport add(RaceOrder order) {
        RaceReport report = RaceReport.running(++lastId, order);
        races.put(report.id(), report);
        if (races.size() > CAPACITY) {
            races.remove(races.firstKey());
        }
        return report;
    }

    synchronized RaceReport change(RaceReport report, UnaryOperator<RaceReport> change) {
        RaceReport changed = change.apply(races.getOrDefault(report.id(), report));
        races.computeIfPresent(report.id(), (id, before) -> changed);
        return changed;
    }

    synchronized RaceReport get(long id) {
        RaceReport report = races.get(id);
        if (report == null) {
            throw new UnknownRaceException(
                    "There is no race " + id + "; the last " + CAPACITY + " since the start are kept.");
        }
        return report;
    }

    /** Returns the races, the newest first. */
    synchronized List<RaceReport> newestFirst() {
        List<RaceReport> all = new ArrayList<>(races.values());
        Collections.reverse(all);
        return all;
    }

    Optional<RaceReport> lastDone() {
        return newestFirst().stream()
                .filter(report -> report.state() == State.DONE)
                .findFirst();
    }
}
