package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A random history of a few clients that want a few locks, the same for the same seed.
 *
 * <p>All times are multiples of half a second, and every step takes two milliseconds more. So whether something has ended is never a
 * matter of less than that, and the real time that a history takes on a real server decides nothing.
 */
final class RandomSteps {

    static final List<String> NAMES = List.of("one", "one", "one", "two");
    static final List<String> CLIENTS = List.of("ann", "bob@host:1:f00d", "cid");

    private static final Duration EACH = Duration.ofMillis(2);
    private static final Duration UNIT = Duration.ofMillis(500);
    private static final int REMEMBERED = 6;
    private static final List<List<String>> MODES = List.of(
            List.of("x"), List.of("x", "s", "s"), List.of("p2"), List.of("p2", "p3"), List.of("x", "s", "p2", "p3"));
    private static final List<Integer> LEASES = List.of(1, 2, 4, 6, 10, 20, 20, 140);
    private static final List<Integer> KEEPS = List.of(0, 0, 0, 0, 1, 8);

    private final Random random;
    private final List<String> modes;
    private final List<Step.Acquire> recent = new ArrayList<>();
    private int sequence;

    RandomSteps(long seed) {
        random = new Random(seed);
        modes = pick(MODES);
    }

    /** Returns how much time goes by before the next step; now and then the clock goes back. */
    Duration pause() {
        int chance = random.nextInt(100);
        if (chance < 82) {
            return EACH;
        }
        if (chance < 90) {
            return EACH.plus(UNIT.multipliedBy(random.nextInt(1, 4)));
        }
        if (chance < 96) {
            return EACH.plus(UNIT.multipliedBy(random.nextInt(4, 13)));
        }
        if (chance < 97) {
            return EACH.plus(UNIT.multipliedBy(random.nextInt(118, 123)));
        }
        return EACH.minus(UNIT.multipliedBy(random.nextInt(1, 13)));
    }

    Step next() {
        int chance = recent.isEmpty() ? 0 : random.nextInt(100);
        if (chance < 22) {
            return look(newStand(pick(NAMES)), null);
        }
        if (chance < 30) {
            Stand old = stand();
            return look(newStand(old.name()), old);
        }
        if (chance < 60) {
            return pick(recent);
        }
        if (chance < 68) {
            return new Step.Acquire(stand(), random.nextBoolean(), random.nextBoolean(), null, false);
        }
        if (chance < 88) {
            return new Step.Retire(stand(), UNIT.multipliedBy(pick(KEEPS)), random.nextInt(3) == 0);
        }
        if (chance < 95) {
            return new Step.Renew(
                    Stream.generate(this::stand).limit(random.nextInt(1, 4)).toList());
        }
        return new Step.Inspect(pick(NAMES));
    }

    private Step look(Stand stand, @Nullable Stand old) {
        Step.Acquire look = new Step.Acquire(stand, random.nextInt(8) > 0, true, old, random.nextBoolean());
        recent.add(look);
        if (recent.size() > REMEMBERED) {
            recent.remove(0);
        }
        return look;
    }

    private Stand newStand(String name) {
        sequence++;
        return new Stand(name, pick(CLIENTS) + ":" + sequence + ":" + pick(modes), lease());
    }

    /** A stand that was taken before, perhaps with another lease: it may have been granted, waiting, or retired. */
    private Stand stand() {
        Stand known = pick(recent).stand();
        return new Stand(known.name(), known.owner(), random.nextBoolean() ? known.lease() : lease());
    }

    private Duration lease() {
        return UNIT.multipliedBy(pick(LEASES));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
