package io.github.latchkey.quorum;

import java.time.Duration;

/**
 * The nodes' offers to one stand. A majority of them is the lock; fewer may be all that comes, where the votes were split among those who
 * wait, and then a look settles it, after a time that is another for each, and longer where looks have settled nothing. Guarded by its
 * candidacy's monitor.
 */
final class Offers {

    /** So that offers which settle nothing cause about two looks a second in the end. */
    private static final int MOST_DOUBLINGS = 4;

    private final Quorum quorum;
    private int from;
    private int inVain;
    private boolean planned;

    Offers(Quorum quorum) {
        this.quorum = quorum;
    }

    void add(int node) {
        from |= 1 << node;
    }

    /** Forgets them, for a look finds them. */
    void clear() {
        from = 0;
    }

    /** Whether this one made them a majority. */
    boolean isNewMajority() {
        boolean majority = Integer.bitCount(from) == quorum.majority();
        if (majority) {
            inVain = 0;
        }
        return majority;
    }

    /** Whether there are some that are fewer. */
    boolean isMinority() {
        return from != 0 && Integer.bitCount(from) < quorum.majority();
    }

    /** Plans a look for a minority of offers, if none is planned; returns after what time, or zero. */
    Duration plan() {
        if (planned) {
            return Duration.ZERO;
        }
        planned = true;
        Duration pause = quorum.backOff().multipliedBy(1L << inVain);
        inVain = Math.min(inVain + 1, MOST_DOUBLINGS);
        return pause;
    }

    void planDone() {
        planned = false;
    }
}
