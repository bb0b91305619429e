package io.github.latchkey.sample.races;

import java.util.Arrays;
import java.util.Optional;

/** A way of keeping calls of one case apart. */
public enum Strategy {

    /** Nothing keeps them apart. */
    NONE("none"),
    /** The distributed lock, guarded by its lease where there is a transaction. */
    LOCK("lock"),
    /** The distributed lock, with nothing that keeps a stale holder from committing. */
    LOCK_UNGUARDED("lock-unguarded"),
    /** The distributed lock, with a fencing token that the database checks. */
    LOCK_FENCE("lock+fence"),
    /** A row lock of the database: SELECT … FOR UPDATE. */
    PESSIMISTIC("pessimistic"),
    /** A version column, a conditional update, or a unique key. */
    OPTIMISTIC("optimistic"),
    /** A counter in the row that all calls share. */
    COUNTER("counter");

    private final String text;

    Strategy(String text) {
        this.text = text;
    }

    static Optional<Strategy> named(String text) {
        // A plus sign in a query string arrives as a space.
        String wanted = text.replace(' ', '+');
        return Arrays.stream(values())
                .filter(strategy -> strategy.text.equals(wanted))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
