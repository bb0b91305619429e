package io.github.latchkey.sample.races;

import java.util.List;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A business case that can be raced.
 *
 * @param <S> its service, of which there is one for each strategy
 */
public interface RaceCase<S> {

    /** Returns the name in URLs. */
    String name();

    /** Returns the services to race. */
    Strategies<S> strategies();

    /** Returns how many calls a race makes that names no number. */
    default int defaultRequests() {
        return 200;
    }

    /** Returns how many calls a race may make. */
    default int mostRequests() {
        return 200_000;
    }

    /** Returns how many calls each user makes in a race that names no number of users. */
    int callsPerUser();

    /** Returns how many users a race may have. */
    default int mostUsers() {
        return mostRequests();
    }

    /** Returns what may befall a holder here, where the case has one that something befalls. */
    default List<Fault> faults() {
        return List.of();
    }

    /** Tells whether a race may say how many orders it is about, with two calls for each, instead of how many calls. */
    default boolean isCountedInOrders() {
        return false;
    }

    /** Tells whether a few calls are made before the first race, so that it does not show how classes are loaded. */
    default boolean isRehearsed() {
        return true;
    }

    /** Stores what a race is about. */
    Scene prepare(Race race) throws InterruptedException;

    /**
     * Makes one call.
     *
     * @throws RuntimeException an ErrorResponseException, a LockBusyException or an OptimisticLockingFailureException for a call that is
     *     refused, and made again where {@link #isRetried} says so; anything else counts as a failure
     */
    void perform(S service, Call call);

    /** Tells whether a client would make the same call again after this refusal. */
    default boolean isRetried(RuntimeException refusal) {
        return refusal instanceof OptimisticLockingFailureException;
    }
}
