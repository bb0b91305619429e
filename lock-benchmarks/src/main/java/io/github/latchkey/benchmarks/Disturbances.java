package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Figures;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Repeats turns that others on the machine disturbed, as long as there are repeats left and they do not take long. For one thread. */
final class Disturbances {

    private static final double LIMIT = 0.10;
    private static final int TRIES = 4;
    private static final Duration LONG = Duration.ofSeconds(5);

    private int repeats;
    private int turns;
    private int disturbed;
    private int kept;

    Disturbances(int repeats) {
        this.repeats = repeats;
    }

    /** Measures until nobody disturbs, and returns what was measured at the least disturbance. */
    Figures leastOf(Callable<Figures> turn) throws Exception {
        Figures best = Figures.NONE;
        double least = Double.MAX_VALUE;
        long begin = System.nanoTime();
        for (int i = 0; i < TRIES && least > LIMIT; i++) {
            if (i > 0 && (System.nanoTime() - begin > LONG.toNanos() || --repeats < 0)) {
                break;
            }
            Machine machine = new Machine();
            Figures figures = turn.call();
            double foreign = machine.foreignShare();
            turns++;
            disturbed += foreign > LIMIT ? 1 : 0;
            System.out.print(foreign > LIMIT ? "~" : ".");
            System.out.flush();
            if (foreign < least) {
                least = foreign;
                best = figures;
            }
        }
        kept += least > LIMIT ? 1 : 0;
        return best;
    }

    @Override
    public String toString() {
        return Machine.isWatched()
                ? disturbed + " of " + turns + " turns were disturbed: others used more than "
                        + Math.round(LIMIT * 100) + " % of the machine. " + kept
                        + " of those count all the same, for repeats did not help or were used up."
                : "Whether others used the machine meanwhile could not be told on this system.";
    }
}
