package io.github.latchkey.sample.races;

/** The outcome of one race. */
public record RaceResult(String strategy, int orders, long paid, long cancelled, long violations, double seconds) {}
