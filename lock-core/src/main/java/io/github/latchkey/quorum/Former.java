package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Look;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stand that an election gives up together with its look. Where that was asked for in vain, the stand is ended once the election is
 * decided, for the engine does not ask for it again. Guarded by the candidacy's monitor of the election.
 */
final class Former {

    private final @Nullable Candidacy candidacy;
    private boolean decided;

    /** Gives up that candidacy, if there is one. */
    Former(@Nullable Candidacy candidacy) {
        this.candidacy = candidacy;
    }

    boolean isThere() {
        return candidacy != null;
    }

    /** Lets it win no more votes. */
    void begin() {
        if (candidacy != null) {
            candidacy.tenure().wantNoMore();
        }
    }

    /** Whether a node that does not answer has its vote. */
    boolean isSureOf(int node) {
        return candidacy != null && candidacy.tenure().isSureOf(node);
    }

    boolean mayBeAt(Node node) {
        return candidacy != null && candidacy.mayBeAt(node.index());
    }

    /** Lets a look at a node give the stand up there, if it may be there. */
    Look yielded(Node node, Look look, boolean mayHaveCopies) {
        return candidacy == null ? look : candidacy.yielded(node.index(), look, mayHaveCopies);
    }

    /** Takes what a node said to such a look, or that it failed. */
    void answered(Node node, Look asked, @Nullable Acquisition answer, List<Runnable> steps) {
        if (candidacy == null) {
            return;
        }
        if (answer != null && asked.old() != null) {
            candidacy.gaveBack(node.index(), answer.gaveBack());
        } else {
            // Not asked for there, or in vain; it may have won the vote of that node meanwhile.
            retireAt(node, steps);
        }
    }

    /** Ends the stand at a node that is not heard of any more, where the election is decided. */
    void retireAt(Node node, List<Runnable> steps) {
        if (candidacy != null && decided) {
            steps.add(() -> candidacy.ending().retireRest(index -> index == node.index()));
        }
    }

    /** Ends the stand at those of the nodes that were heard of where it may still be. */
    void decided(BitSet heard, List<Runnable> steps) {
        decided = true;
        if (candidacy != null) {
            steps.add(() -> candidacy.ending().retireRest(heard::get));
        }
    }
}
