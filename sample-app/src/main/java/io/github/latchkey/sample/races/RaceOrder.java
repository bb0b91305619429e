package io.github.latchkey.sample.races;

import org.jspecify.annotations.Nullable;

/**
 * A race that somebody asked for.
 *
 * @param requests how many calls to make
 * @param users how many users they come from
 * @param threads how many callers make them, over all instances
 * @param instances how many instances of the sample make them
 * @param fault what befalls the holder, where the case has one; null to wait until somebody says so
 */
record RaceOrder(
        RaceCase<?> race,
        Strategy strategy,
        int requests,
        int users,
        int threads,
        int instances,
        @Nullable Fault fault) {

    /** Returns how many users so many calls come from, where nobody says so. */
    static int usersOf(RaceCase<?> race, int requests) {
        return (requests + race.callsPerUser() - 1) / race.callsPerUser();
    }
}
