package io.github.latchkey.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the times of one declaration: what is set for its name wins over its annotation. */
record LockTimes(String name, MethodPlace place) {

    /** Returns a time, or null where neither says anything. */
    @Nullable Duration of(String attribute, long millis, String property, @Nullable Duration set, Duration min, String whyMin) {
        if (set != null) {
            String source = "distributed-lock.locks." + name + "." + property;
            if (set.compareTo(min) < 0) {
                throw place.mistake(
                        source + " is " + set.toMillis() + " milliseconds, but must be at least " + min.toMillis()
                                + whyMin + ".",
                        "Give " + source + " with a unit, such as 2s, or leave it out.");
            }
            return set;
        }
        if (millis == -1) {
            return null;
        }
        Duration value = Duration.ofMillis(millis);
        if (value.compareTo(min) < 0) {
            throw place.mistake(
                    attribute + " is " + millis
                            + " milliseconds, but must be -1 for the configured default, or at least " + min.toMillis()
                            + whyMin + ".",
                    "Give " + attribute + " in milliseconds (2 s are 2000), or -1 for the configured default.");
        }
        return value;
    }
}
