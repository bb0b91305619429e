package io.github.latchkey;

import java.time.Duration;

/**
 * The lock belongs to the owner that asked.
 *
 * @param token    the fencing token, higher than that of every earlier holder of the name
 * @param validFor how long the grant can be relied on, counted from just before the command was sent: the lease less what
 *                 clocks may drift
 */
public record Granted(long token, Duration validFor) implements Acquisition {}
