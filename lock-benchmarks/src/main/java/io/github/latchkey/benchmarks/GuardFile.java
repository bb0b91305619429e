package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.worker.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that the processes of one turn share: made for the turn, judged and removed after it. */
final class GuardFile {

    private GuardFile() {}

    /** Runs a turn; if two were inside of the lock together, it counts for nothing. */
    static Figures watch(GuardedTurn turn) throws Exception {
        Path file = Files.createTempFile("latchkey-benchmark-guard-", ".bin");
        try {
            Guard guard = Guard.open(file);
            Figures figures = turn.take(file);
            if (guard.violations() > 0) {
                throw new IOException("VIOLATION: mutual exclusion was broken " + guard.violations() + " times in "
                        + guard.entries() + " entries");
            }
            return figures.with("entries", guard.entries())
                    .with("handoffs", guard.handoffs())
                    .with("handoff50", guard.handoffNanos(0.5))
                    .with("handoff99", guard.handoffNanos(0.99));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A turn that passes the file on to its workers. */
    @FunctionalInterface
    interface GuardedTurn {

        Figures take(Path guard) throws Exception;
    }
}
