package io.github.latchkey.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one source of everything that happens by chance in a world. */
public final class Chance {

    private final SplittableRandom random;

    /** Begins with a seed, which decides all that follows. */
    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns the source itself, for those who draw from it as from any other. */
    public RandomGenerator source() {
        return random;
    }

    /** Returns true that often in a hundred. */
    public boolean percent(int often) {
        return random.nextInt(100) < often;
    }

    /** Returns a number from 0 on. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a number. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Returns a time. */
    public Duration millis(int least, int most) {
        return Duration.ofNanos(random.nextLong(least * 1_000_000L, most * 1_000_000L + 1));
    }

    /** Returns one of several. */
    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Returns one of several. */
    public <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
