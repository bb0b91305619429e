package io.github.latchkey.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private final TestClock clock = new TestClock(ClockThread.executor());
    private final Waits waits = new Waits(clock, new CallHistory(), Duration.ZERO, Duration.ofSeconds(20));
    private final Timer timer = clock.newTimer(waits);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void whatIsDueOnTheWayRunsInTheOrderOfTimeAndSeesItsTime() {
        timer.after(Duration.ofSeconds(2), () -> note("second"));
        timer.after(Duration.ofSeconds(1), () -> {
            note("first");
            timer.after(Duration.ofMillis(500), () -> note("between"));
        });
        timer.after(Duration.ofSeconds(4), () -> note("later"));

        clock.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("first at 1000", "between at 1500", "second at 2000");
        assertThat(clock.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void whatIsDueAtOnceNeedsNoMove() {
        timer.after(Duration.ZERO, () -> note("at once"));

        Awaitility.await().until(() -> ran.equals(List.of("at once at 0")));
    }

    @Test
    void aStepGoesToTheNextTimeAtWhichSomethingIsDue() {
        timer.after(Duration.ofHours(1), () -> note("a"));
        timer.after(Duration.ofHours(2), () -> note("b"));

        List<Boolean> steps = new ArrayList<>();
        steps.add(clock.step());
        assertThat(ran).containsExactly("a at 3600000");
        steps.add(clock.step());
        steps.add(clock.step());

        assertThat(ran).hasSize(2);
        assertThat(steps).containsExactly(true, true, false);
    }

    @Test
    void whatIsCalledOffOrBelongsToAClosedTimerDoesNotRun() {
        Timer other = clock.newTimer(waits);
        timer.after(Duration.ofSeconds(1), () -> note("called off")).cancel();
        timer.after(Duration.ofSeconds(1), () -> note("closed"));
        other.after(Duration.ofSeconds(1), () -> note("open"));
        timer.close();

        clock.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("open at 1000");
    }

    private void note(String what) {
        ran.add(what + " at " + Duration.ofNanos(timer.nanoTime()).toMillis());
    }
}
