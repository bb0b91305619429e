package io.github.latchkey.sample.races;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a case found in the database after a race.
 *
 * @param violations how often its invariant is broken
 * @param counts what else it counted, by the names that the answer shows
 * @param broken what the invariant is broken for, as {@link Scene#groupOf} names it
 */
public record Verdict(long violations, Map<String, Long> counts, Set<Long> broken) {

    /** Keeps the counts in the order of their names. */
    public Verdict {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
