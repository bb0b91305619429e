package io.github.latchkey.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final Offset<Double> TINY = Offset.offset(1e-9);

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwo() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    }

    @Test
    void jainIsOneForEqualSharesAndOneOverAllForASingleTaker() {
        assertThat(Statistics.jain(7, 7, 7, 7)).isCloseTo(1, TINY);
        assertThat(Statistics.jain(0, 0, 5, 0)).isCloseTo(0.25, TINY);
        assertThat(Statistics.jain(1, 3)).isCloseTo(0.8, TINY);
    }

    @Test
    void jainIsZeroWhereNobodyGotAnything() {
        assertThat(Statistics.jain(0, 0)).isZero();
    }
}
