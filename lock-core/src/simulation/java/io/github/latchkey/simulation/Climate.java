package io.github.latchkey.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weather of one run, by chance.
 *
 * @param chance       decides
 * @param slowest      the longest that a message is under way, in milliseconds
 * @param slow         how many of a hundred messages are slower than 2 ms
 * @param signalsLost  how many of a hundred signals are lost
 * @param lateRuns     how many of a hundred requests still run once more after their connection broke
 * @param misfortunes  how many of a thousand requests have to be sent again, and as many are refused
 */
public record Climate(Chance chance, int slowest, int slow, int signalsLost, int lateRuns, int misfortunes)
        implements Weather {

    /** How late a request may still run, in milliseconds. */
    private static final int LATEST = 6_000;

    /** Returns one without anything bad. */
    public static Climate calm(Chance chance) {
        return new Climate(chance, 2, 0, 0, 0, 0);
    }

    /** Returns one in which signals get lost, and messages are slow at times. */
    public static Climate windy(Chance chance) {
        return new Climate(
                chance, chance.between(5, 100), chance.between(1, 40), chance.of(0, 30, 100), 30, chance.between(0, 5));
    }

    /** Returns one in which messages may be slower than the command timeout. */
    public static Climate stormy(Chance chance) {
        return new Climate(
                chance,
                chance.between(100, 700),
                chance.between(5, 30),
                chance.of(0, 30, 100),
                chance.of(20, 80),
                chance.between(0, 30));
    }

    /** Returns one in which every message is slow, and most answers come after the command timeout. */
    public static Climate sluggish(Chance chance) {
        return new Climate(chance, chance.between(400, 700), 100, chance.of(0, 100), 20, 0);
    }

    /** Returns how long a message and its answer usually take at the most. */
    public Duration roundTrip() {
        return Duration.ofMillis(slow < 100 ? 4 : 2L * slowest);
    }

    @Override
    public Duration request() {
        return delay();
    }

    @Override
    public Duration reply() {
        return delay();
    }

    @Override
    public List<Duration> signal() {
        List<Duration> copies = new ArrayList<>();
        if (!chance.percent(signalsLost)) {
            copies.add(delay());
            if (slow > 0 && chance.percent(5)) {
                copies.add(chance.millis(0, LATEST));
            }
        }
        return copies;
    }

    @Override
    public List<Duration> late(boolean hasRun) {
        List<Duration> copies = new ArrayList<>();
        while (copies.size() < 2 && chance.percent(lateRuns)) {
            copies.add(chance.percent(50) ? chance.millis(0, 300) : chance.millis(0, LATEST));
        }
        return copies;
    }

    @Override
    public boolean noScript() {
        return misfortunes > 0 && chance.below(1_000) < misfortunes;
    }

    @Override
    public @Nullable Boolean refuses() {
        return (misfortunes > 0 && chance.below(1_000) < misfortunes) ? Boolean.valueOf(chance.percent(80)) : null;
    }

    private Duration delay() {
        return slow > 0 && chance.percent(slow) ? chance.millis(0, slowest) : chance.millis(0, 2);
    }
}
