package io.github.latchkey.fault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a resource accepted, written by hand. */
class FencingTest {

    private static final Call CALL = Call.exclusive("1", "key", new Actor("c", "o", "t", 1), Duration.ZERO);

    @Test
    void aLowerTokenAtTheResourceIsFoundReadsIncluded() {
        List<Event> accesses = List.of(
                Event.of(Op.READ, Phase.OK, CALL, 1).token(5),
                Event.of(Op.READ, Phase.FAIL, CALL, 2).token(4),
                Event.of(Op.READ, Phase.OK, CALL, 3).token(4));

        assertThat(Fencing.check(accesses)).hasSize(1);
    }

    @Test
    void aLostUpdateIsFound() {
        List<Event> accesses = List.of(
                Event.of(Op.WRITE, Phase.OK, CALL, 1).value(1),
                Event.of(Op.WRITE, Phase.OK, CALL, 2).value(1));

        assertThat(Fencing.lostUpdates(accesses, Map.of("key", 1L))).hasSize(1);
        assertThat(Fencing.lostUpdates(accesses, Map.of("key", 2L))).isEmpty();
    }
}
