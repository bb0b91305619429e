package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often each library has its turn
 * @param turn how long a turn is measured
 * @param firstWarmUp how long a library runs before its first turn of a scenario
 * @param warmUp how long a turn runs before it is measured
 * @param repeats how many disturbed turns are tried again in all
 * @param names how many names {@link NamesRun} locks
 * @param crowds with how many threads one process fights over a lock
 * @param processes how many processes fight over a lock
 * @param libraries what takes part
 */
record Scale(
        int rounds,
        Duration turn,
        Duration firstWarmUp,
        Duration warmUp,
        int repeats,
        int names,
        List<Integer> crowds,
        List<Integer> processes,
        List<Library> libraries) {

    static final Scale FULL = new Scale(
            5,
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofMillis(500),
            300,
            1_000_000,
            List.of(8, 64, 200),
            List.of(2, 4),
            Library.compared());

    static final Scale QUICK = new Scale(
            2,
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            8,
            50_000,
            List.of(8, 64),
            List.of(2),
            List.of(Library.RAW, Library.REDISSON, Library.SPRING, Library.LATCHKEY));

    List<Library> waiting() {
        return libraries.stream().filter(Library::canWait).toList();
    }
}
