package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.contender.Library;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes sure that a contender locks at all, before anything is measured: one that does nothing would be the fastest. */
final class Probe {

    // Of this process alone: others probe at the same time.
    private static final String NAME = "probe:" + ProcessHandle.current().pid();

    private static final String VIOLATION = "VIOLATION";

    private Probe() {}

    static void run(Contender contender, Library library, String uri, Duration lease) throws Exception {
        try (Contender other = library.open(uri, lease)) {
            Held held = contender.take(NAME, Duration.ZERO);
            if (held == null) {
                throw new IllegalStateException("The free lock was refused");
            }
            if (other.take(NAME, Duration.ZERO) != null) {
                throw new IllegalStateException(VIOLATION + ": a lock was held and another client entered it");
            }
            held.release();
            Held again = awaitFree(other);
            if (again == null) {
                throw new IllegalStateException("The lock was released and another client was refused");
            }
            again.release();
        }
    }

    static boolean isViolation(Exception e) {
        return String.valueOf(e.getMessage()).startsWith(VIOLATION);
    }

    private static @Nullable Held awaitFree(Contender contender) throws Exception {
        return contender.take(NAME, Duration.ofSeconds(2));
    }
}
