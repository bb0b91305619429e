package io.github.latchkey;

/**
 * The owner that asked was retired before; the command is a late copy, and changed nothing of its lock.
 *
 * @param gaveBack whether the lock belonged to the stand that the look gave up
 */
public record Refused(boolean gaveBack) implements Acquisition {}
