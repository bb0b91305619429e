package io.github.latchkey.sample.races;

/**
 * A race that somebody asked for.
 *
 * @param requests how many calls to make
 * @param threads how many callers make them, over all instances
 * @param instances how many instances of the sample make them
 */
record RaceOrder(RaceCase<?> race, Strategy strategy, int requests, int threads, int instances) {}
