package io.github.latchkey.sample.races;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All cases, by name. */
@Component
final class RaceCases {

    private final Map<String, RaceCase<?>> cases = new TreeMap<>();

    RaceCases(List<RaceCase<?>> all) {
        all.forEach(race -> cases.put(race.name(), race));
    }

    Collection<RaceCase<?>> all() {
        return cases.values();
    }

    RaceCase<?> named(String name) {
        RaceCase<?> race = cases.get(name);
        if (race == null) {
            throw new UnknownRaceException(
                    "There is no case '" + name + "'; there are " + String.join(", ", cases.keySet()) + ".");
        }
        return race;
    }
}
