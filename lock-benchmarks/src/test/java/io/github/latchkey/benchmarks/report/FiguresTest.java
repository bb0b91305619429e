package io.github.latchkey.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void surviveTheWayToAnotherProcess() {
        Figures sent = Figures.NONE
                .with("cycles", Long.MAX_VALUE >> 12)
                .with("ratio", 1.0 / 3)
                .with("none", Double.NaN);

        Figures received = Figures.parse(sent.toString());

        assertThat(received).isEqualTo(sent);
        assertThat(Figures.parse("")).isEqualTo(Figures.NONE);
    }

    @Test
    void aMissingFigureIsAnErrorAndNotZero() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Figures.NONE.with("cycles", 1).get("calls"))
                .withMessageContaining("'calls' was not measured");
    }
}
