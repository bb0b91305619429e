package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Map;

/**
 * What came of a race.
 *
 * @param violations how often the invariant of the case is broken
 * @param done calls that did their work
 * @param refused calls that were told no: busy, or against the rules of the business
 * @param failed calls that broke
 * @param retries how often a call was made again
 * @param queries statements that the database was sent by all calls
 * @param queriesOfRefused those of refused calls
 * @param perSecond calls that did their work in each second
 * @param counts what the case counted besides
 */
record RaceOutcome(
        long violations,
        long done,
        long refused,
        long failed,
        long retries,
        long queries,
        long queriesOfRefused,
        double seconds,
        double perSecond,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        @JsonAnyGetter Map<String, Long> counts) {

    static RaceOutcome of(Tally tally, Verdict verdict, double seconds) {
        return new RaceOutcome(
                verdict.violations(),
                tally.done(),
                tally.refused(),
                tally.failed(),
                tally.retries(),
                tally.queries(),
                tally.queriesOfRefused(),
                rounded(seconds),
                rounded(tally.done() / Math.max(seconds, 0.001)),
                rounded(tally.percentile(0.50)),
                rounded(tally.percentile(0.99)),
                rounded(tally.percentile(1)),
                verdict.counts());
    }

    private static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }
}
