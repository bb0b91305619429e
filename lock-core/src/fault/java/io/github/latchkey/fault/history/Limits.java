package io.github.latchkey.fault.history;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param free           how long a lock may be free while somebody waits for it
 * @param commandTimeout how long the store may take to answer
 * @param slack          what an acquire may take on top of the longer of wait and command timeout
 */
public record Limits(Duration free, Duration commandTimeout, Duration slack) {

    /** A poll of at most a second, and as much again for a slow machine; the default command timeout; the promised 250 ms. */
    public static final Limits DEFAULTS =
            new Limits(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(250));

    /**
     * Allows for a slow machine.
     *
     * @param longer what an acquire may take on top
     * @return the changed copy
     */
    public Limits slack(Duration longer) {
        return new Limits(free, commandTimeout, longer);
    }

    /**
     * Changes how long a lock may be free while somebody waits.
     *
     * @param longer the limit
     * @return the changed copy
     */
    public Limits free(Duration longer) {
        return new Limits(longer, commandTimeout, slack);
    }
}
