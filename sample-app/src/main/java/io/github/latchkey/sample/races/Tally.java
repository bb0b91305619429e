package io.github.latchkey.sample.races;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the calls of a share.
 *
 * @param done calls that did their work
 * @param refused calls that were told no: busy, or against the rules of the business
 * @param failed calls that broke
 * @param retries how often a call was made again
 * @param queries statements that the database was sent
 * @param queriesOfRefused those of refused calls
 * @param micros how long each call took, with its retries, in microseconds
 */
record Tally(
        long done, long refused, long failed, long retries, long queries, long queriesOfRefused, List<Long> micros) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, List.of());

    Tally plus(Tally other) {
        return new Tally(
                done + other.done,
                refused + other.refused,
                failed + other.failed,
                retries + other.retries,
                queries + other.queries,
                queriesOfRefused + other.queriesOfRefused,
                Stream.concat(micros.stream(), other.micros.stream()).toList());
    }

    /** Returns the milliseconds within which so large a part of the calls ended, by the nearest rank. */
    double percentile(double part) {
        if (micros.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(part * micros.size());
        return micros.stream().sorted().skip(Math.max(rank, 1) - 1).findFirst().orElseThrow() / 1000.0;
    }
}
