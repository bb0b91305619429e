package io.github.latchkey.quorum;

import org.jspecify.annotations.Nullable;

/** The writing back of an election's token: which nodes have it. Guarded by the candidacy's monitor. */
final class WriteBack {

    private long token;
    private int done;
    private int underWay;

    void begin(long highest) {
        token = highest;
    }

    long token() {
        return token;
    }

    /** Notes a vote; returns whether its node has a lower token, and is to be sent this one. */
    boolean isNeeded(Votes.Grant grant) {
        boolean needed = grant.token() < token;
        underWay += needed ? 1 : 0;
        done += needed ? 0 : 1;
        return needed;
    }

    void answered(@Nullable Boolean ours) {
        underWay--;
        done += Boolean.TRUE.equals(ours) ? 1 : 0;
    }

    /** Counts the nodes that have it. */
    int done() {
        return done;
    }

    /** Counts those that have it, or may get it. */
    int possible() {
        return done + underWay;
    }
}
