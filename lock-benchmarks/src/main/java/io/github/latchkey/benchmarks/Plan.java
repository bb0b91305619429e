package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import java.time.Duration;
import java.util.List;

/** What the turns of a scenario need: who takes part, how often, in how many JVMs each, with which lease. */
record Plan(String title, List<Library> libraries, int rounds, int processes, Duration lease) {

    Plan {
        libraries = List.copyOf(libraries);
    }

    /** Plans one JVM for each library, with the common lease. */
    static Plan of(String title, List<Library> libraries, int rounds) {
        return new Plan(title, libraries, rounds, 1, Bench.LEASE);
    }

    Plan processes(int count) {
        return new Plan(title, libraries, rounds, count, lease);
    }

    Plan lease(Duration length) {
        return new Plan(title, libraries, rounds, processes, length);
    }
}
