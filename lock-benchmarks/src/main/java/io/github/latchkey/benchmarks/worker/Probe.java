package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.contender.Library;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes sure that a contender locks at all, before anything is measured: one that does nothing would be the fastest. */
final class Probe {

    private static final String VIOLATION = "VIOLATION";

    private Probe() {}

    static void run(Contender contender, Library library, String uri, Duration lease) throws Exception {
        // Of this process alone, for others probe at the same time; and of this try, for the last one may have left its
        // lock behind.
        String name = "probe:" + ProcessHandle.current().pid() + ":" + System.nanoTime();
        try (Contender other = library.open(uri, lease)) {
            Held held = contender.take(name, Duration.ZERO);
            if (held == null) {
                throw new IllegalStateException("The free lock was refused");
            }
            if (other.take(name, Duration.ZERO) != null) {
                throw new IllegalStateException(VIOLATION + ": a lock was held and another client entered it");
            }
            held.release();
            Held again = awaitFree(other, name);
            if (again == null) {
                throw new IllegalStateException("The lock was released and another client was refused");
            }
            again.release();
        }
    }

    static boolean isViolation(Exception e) {
        return String.valueOf(e.getMessage()).startsWith(VIOLATION);
    }

    private static @Nullable Held awaitFree(Contender contender, String name) throws Exception {
        return contender.take(name, Duration.ofSeconds(2));
    }
}
