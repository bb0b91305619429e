package io.github.latchkey;

/**
 * A monotonic clock in nanoseconds, whose origin means nothing. Leases and waits are measured with it, so a step of the
 * wall clock has no effect on them. Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface Ticker {

    /**
     * Reads the clock.
     *
     * @return nanoseconds since some fixed point; only differences mean something
     */
    long nanoTime();

    /**
     * Returns the clock of this JVM, {@link System#nanoTime()}.
     *
     * @return the system's monotonic clock
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
