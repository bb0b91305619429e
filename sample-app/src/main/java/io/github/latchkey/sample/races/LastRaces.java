package io.github.latchkey.sample.races;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers the last race, and the last one of each strategy. */
@Component
final class LastRaces {

    private final SortedMap<String, RaceResult> byStrategy = new TreeMap<>();
    private @Nullable RaceResult last;

    synchronized void add(RaceResult result) {
        byStrategy.put(result.strategy(), result);
        last = result;
    }

    synchronized Optional<RaceResult> last() {
        return Optional.ofNullable(last);
    }

    synchronized List<RaceResult> ofEachStrategy() {
        return List.copyOf(byStrategy.values());
    }
}
