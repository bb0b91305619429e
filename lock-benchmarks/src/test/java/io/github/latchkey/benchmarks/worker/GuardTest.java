package io.github.latchkey.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    // As two processes have it.
    private final Guard one;
    private final Guard two;

    GuardTest(@TempDir Path directory) throws IOException {
        one = Guard.open(directory.resolve("guard"));
        two = Guard.open(directory.resolve("guard"));
    }

    @Test
    void turnsOneAfterTheOtherAreNoViolation() {
        one.enter(1, System.nanoTime());
        one.exit(1);
        two.enter(2, System.nanoTime());
        two.exit(2);

        assertThat(one.violations()).isZero();
        assertThat(one.entries()).isEqualTo(2);
    }

    @Test
    void twoProcessesInsideAreAViolation() {
        one.enter(1, System.nanoTime());
        two.enter(2, System.nanoTime());

        assertThat(one.violations()).isPositive();
    }

    @Test
    void twoThreadsOfOneProcessInsideAreAViolation() {
        one.enter(1, System.nanoTime());
        one.enter(1, System.nanoTime());

        assertThat(two.violations()).isPositive();
    }

    @Test
    void leavingWhatSomebodyElseEnteredIsAViolation() {
        one.enter(1, System.nanoTime());
        two.exit(2);

        assertThat(one.violations()).isPositive();
    }

    @Test
    void onlyHandOffsBetweenProcessesAreTimed() {
        one.enter(1, System.nanoTime());
        one.exit(1);
        one.enter(1, System.nanoTime() + 5_000_000);
        one.exit(1);
        two.enter(2, System.nanoTime() + 1_000_000_000);

        assertThat(one.handoffs()).isEqualTo(1);
        assertThat(one.handoffNanos(0.5)).isBetween(1e9, 1.1e9);
    }

    @Test
    void noHandOffIsNoNumber() {
        assertThat(one.handoffNanos(0.5)).isNaN();
    }

    @Test
    void aBucketHoldsItsDurationWithinAThirtySecond() {
        for (long nanos = 0; nanos < 100_000_000_000L; nanos += 1 + nanos / 7) {
            long bound = Histogram.upperBound(Histogram.bucket(nanos));

            assertThat(bound).isBetween(nanos, nanos + nanos / 32);
        }
    }
}
