package io.github.latchkey.sample.scheduledjob;

/**
 * The runs of the last hour, of ticks that are over.
 *
 * @param ticks ticks that had a run
 * @param instances instances that had a run
 * @param missed ticks that had a run with the other strategy only
 * @param violations ticks that had more than one run
 */
record RunSummary(String strategy, long ticks, long runs, long instances, long missed, long violations) {}
