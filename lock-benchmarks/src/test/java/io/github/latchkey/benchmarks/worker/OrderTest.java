package io.github.latchkey.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void survivesTheWayToAnotherProcess() {
        Order sent = Order.of("hot")
                .with("name", "a=b")
                .with("time", Duration.ofMillis(1_500))
                .with("threads", 8);

        Order received = Order.parse(sent.toString());

        assertThat(received).isEqualTo(sent);
        assertThat(received.duration("time")).isEqualTo(Duration.ofMillis(1_500));
        assertThat(received.number("threads")).isEqualTo(8);
    }

    @Test
    void aMissingArgumentIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of("hot").text("name"))
                .withMessage("Task hot has no argument 'name'.");
    }
}
