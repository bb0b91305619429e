package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers that two stores give about one lock. Tokens and arrivals need not be the same numbers, but one must be higher
 * than another in both or in neither. What remains of a lease may differ by what the history really took.
 */
final class SameAnswers {

    /** Less than the difference that any two times in a history have. */
    static final Duration TOLERANCE = Duration.ofMillis(250);

    private final TreeMap<Long, Long> numbers = new TreeMap<>(Map.of(0L, 0L));

    void check(Object one, Object other) {
        if (one instanceof Granted a && other instanceof Granted b) {
            checkNumbers(a.token(), b.token());
            assertThat(new Granted(b.token(), a.validFor(), a.gaveBack())).isEqualTo(b);
        } else if (one instanceof Busy a && other instanceof Busy b) {
            checkNumbers(a.arrival(), b.arrival());
            checkRemaining(a.remaining(), b.remaining());
            assertThat(new Busy(a.holder(), b.remaining(), b.arrival(), a.gaveBack()))
                    .isEqualTo(b);
        } else if (one instanceof LockState a && other instanceof LockState b) {
            checkNumbers(a.fencingToken(), b.fencingToken());
            checkRemaining(a.remaining(), b.remaining());
            assertThat(new LockState(a.name(), a.holders(), b.remaining(), b.fencingToken(), a.waiting()))
                    .isEqualTo(b);
        } else {
            assertThat(one).isEqualTo(other);
        }
    }

    private void checkNumbers(long one, long other) {
        Long known = numbers.putIfAbsent(one, other);
        assertThat(known == null || known == other)
                .as("%s was %s before, and is %s", one, known, other)
                .isTrue();
        Map.Entry<Long, Long> lower = numbers.lowerEntry(one);
        Map.Entry<Long, Long> higher = numbers.higherEntry(one);
        assertThat(lower == null || lower.getValue() < other)
                .as("%s, %s came after %s", one, other, lower)
                .isTrue();
        assertThat(higher == null || higher.getValue() > other)
                .as("%s, %s came before %s", one, other, higher)
                .isTrue();
    }

    private static void checkRemaining(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            assertThat(one).isEqualTo(other);
        } else {
            assertThat(one).isCloseTo(other, TOLERANCE);
        }
    }
}
