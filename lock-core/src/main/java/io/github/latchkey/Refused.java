package io.github.latchkey;

/** The owner that asked was retired before; the command is a late copy, and changed nothing. */
public record Refused() implements Acquisition {}
