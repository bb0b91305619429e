package io.github.latchkey.fault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Histories as text. */
class EventTextTest {

    @Test
    void anEventSurvivesBeingWritten() {
        Actor hostile = new Actor("c\"\\", "o\r\n\0{}", "t é 𝄞", 42);
        Event event = Event.of(
                        Op.WRITE, Phase.UNKNOWN, new Call("1", "\"key\":\"x\"", hostile, 3, Duration.ofSeconds(2)), 9)
                .token(8)
                .deadline(-7)
                .value(6);

        String line = EventText.write(event);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(EventText.read(line)).isEqualTo(event);
    }
}
