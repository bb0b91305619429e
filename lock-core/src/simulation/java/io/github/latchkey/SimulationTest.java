package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.Flaw;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine under random schedules. More of them: {@code -Dsimulation.schedules=100000}; a failed one again, exactly:
 * {@code -Dsimulation.seed=<seed> -Dsimulation.schedules=1}.
 */
class SimulationTest {

    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 2_000);

    private static final EngineErrors ERRORS = new EngineErrors();

    @BeforeAll
    static void listen() {
        ERRORS.listen();
    }

    @AfterAll
    static void close() {
        ERRORS.close();
    }

    @Test
    void noScheduleBreaksAPromise() {
        long[] failed = LongStream.range(FIRST, FIRST + SCHEDULES)
                .parallel()
                .filter(seed -> !run(seed).isEmpty())
                .toArray();

        assertThat(failed).as(() -> failed.length == 0 ? "" : report(failed[0])).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        for (long seed = FIRST; seed < FIRST + 10; seed++) {
            assertThat(history(seed)).isNotEmpty().isEqualTo(history(seed));
        }
    }

    private static List<Violation> run(long seed) {
        return new Simulation(seed, false, Flaw.NONE).run();
    }

    private static String history(long seed) {
        Simulation simulation = new Simulation(seed, true, Flaw.NONE);
        simulation.run();
        return String.join("\n", simulation.lines());
    }

    private static String report(long seed) {
        return history(seed) + "\nSeed " + seed + " broke " + run(seed) + "; again with -Dsimulation.seed=" + seed
                + " -Dsimulation.schedules=1";
    }
}
