package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    @Test
    void controlAndFormatCharactersAreEscaped() {
        String hostile = "a\r\nb\u0000\u001b[0m\u0085\u202e\u2028\u2029\u200b";

        assertThat(Display.name(hostile))
                .isEqualTo("'a\\u000d\\u000ab\\u0000\\u001b[0m\\u0085\\u202e\\u2028\\u2029\\u200b'");
    }

    @Test
    void readableCharactersAreLeftAsTheyAre() {
        assertThat(Display.text("order:42 {ä} \uD83D\uDD11 *[?")).isEqualTo("order:42 {ä} \uD83D\uDD11 *[?");
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0ms", "PT0.25S,250ms", "PT0.999S,999ms", "PT1S,1s", "PT11.4S,11.4s", "PT90S,90s"})
    void durationsReadAsPeopleWriteThem(Duration duration, String shown) {
        assertThat(Display.duration(duration)).isEqualTo(shown);
    }
}
