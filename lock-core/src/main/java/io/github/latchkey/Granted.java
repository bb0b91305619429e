package io.github.latchkey;

import java.time.Duration;

/**
 * The lock belongs to the owner that asked.
 *
 * @param token    the fencing token, higher than that of every earlier holder of the name
 * @param validFor how long the grant can be relied on, counted from just before the command was sent: the lease less what
 *                 clocks may drift
 * @param gaveBack whether the lock belonged to the stand that the look gave up
 */
public record Granted(long token, Duration validFor, boolean gaveBack) implements Acquisition {

    /** How many tokens belong to a grant, from its own on: a hand-over inside a process takes the next of them. */
    public static final int TOKENS = 32;
}
