package io.github.latchkey.sample.scheduledjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    private final Ticks ticks = new Ticks("*/5 * * * * *");

    @ParameterizedTest
    @CsvSource({
        "10:00:05.000, 10:00:05",
        "10:00:05.003, 10:00:05",
        "10:00:09.499, 10:00:05",
        // A timer that fires early.
        "10:00:09.500, 10:00:10",
        "10:00:09.999, 10:00:10",
        "09:59:59.990, 10:00:00"
    })
    void aRunBelongsToTheTickThatItsClockWasPast(String start, String tick) {
        assertThat(ticks.of(time(start))).isEqualTo(time(tick));
    }

    @ParameterizedTest
    @CsvSource({"10:00:09.499, 10:00:00", "10:00:09.500, 10:00:05", "10:00:10.000, 10:00:05"})
    void aTickIsOverWhenTheNextOneHasBegun(String now, String tick) {
        assertThat(ticks.lastOver(time(now))).isEqualTo(time(tick));
    }

    @Test
    void aCronThatIsNeverDueIsRefused() {
        assertThatThrownBy(() -> new Ticks("0 0 0 31 2 *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample.scheduled-job.cron is '0 0 0 31 2 *', which is never due");
    }

    private static Instant time(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }
}
