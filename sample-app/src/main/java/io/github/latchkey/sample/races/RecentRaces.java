package io.github.latchkey.sample.races;

import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The last races of this instance with all their calls, which are too many to keep of all races. Safe for use by many threads. */
@Component
final class RecentRaces {

    private static final int CAPACITY = 10;

    private final SortedMap<Long, Race> races = new TreeMap<>();

    synchronized void add(long id, Race race) {
        races.put(id, race);
        if (races.size() > CAPACITY) {
            races.remove(races.firstKey());
        }
    }

    synchronized Race get(long id) {
        Race race = races.get(id);
        if (race == null) {
            throw new UnknownRaceException("The calls of race " + id + " are not kept: only those of the last "
                    + CAPACITY + " races since the start are.");
        }
        return race;
    }
}
