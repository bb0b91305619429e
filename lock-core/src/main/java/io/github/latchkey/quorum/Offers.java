package io.github.latchkey.quorum;

import io.github.latchkey.Signals;
import java.time.Duration;
import java.util.List;

/**
 * The nodes' offers to one stand. A majority of them is the lock; fewer may be all that comes, where the votes were split among those who
 * wait, and then a look settles it, after a time that is another for each, and longer where looks have settled nothing. Guarded by its
 * candidacy's monitor.
 */
final class Offers {

    /** So that offers which settle nothing cause about two looks a second in the end. */
    private static final int MOST_DOUBLINGS = 4;

    private final Quorum quorum;
    private final Candidacy candidacy;
    private final String owner;
    private int from;
    private int inVain;
    private boolean planned;

    /** Counts the offers to that owner. */
    Offers(Quorum quorum, Candidacy candidacy, String owner) {
        this.quorum = quorum;
        this.candidacy = candidacy;
        this.owner = owner;
    }

    /** Takes a node's offer: tells the engine of a majority, and plans a look for fewer, if none is planned. */
    void add(int node, Signals engine, List<Runnable> steps) {
        from |= 1 << node;
        if (Integer.bitCount(from) == quorum.majority()) {
            inVain = 0;
            steps.add(() -> engine.offered(owner));
        } else if (isMinority() && !planned) {
            planned = true;
            Duration pause = pause();
            steps.add(() -> quorum.timer().after(pause, () -> backedOff(engine)));
        }
    }

    /** Forgets them, for a look finds them. */
    void clear() {
        from = 0;
    }

    private Duration pause() {
        Duration pause = quorum.backOff().multipliedBy(1L << inVain);
        inVain = Math.min(inVain + 1, MOST_DOUBLINGS);
        return pause;
    }

    private void backedOff(Signals engine) {
        candidacy.monitor().decide(steps -> {
            planned = false;
            // None, where a look that came after them has found them.
            if (isMinority() && !candidacy.isRetired()) {
                steps.add(() -> engine.offered(owner));
            }
        });
    }

    private boolean isMinority() {
        return from != 0 && Integer.bitCount(from) < quorum.majority();
    }
}
