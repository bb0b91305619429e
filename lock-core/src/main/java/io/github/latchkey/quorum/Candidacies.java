package io.github.latchkey.quorum;

import io.github.latchkey.Stand;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the stands of this process, each from its first look until it is retired, and a little longer where late calls for it are
 * to be refused. Safe for use by several threads: an entry is made once for an owner, and is removed only as the one that it was.
 */
final class Candidacies {

    private final Quorum quorum;
    private final Map<String, Candidacy> byOwner = new ConcurrentHashMap<>();

    Candidacies(Quorum quorum) {
        this.quorum = quorum;
    }

    /** Returns what is known of an owner's stand, or null if nothing is. */
    @Nullable Candidacy find(String owner) {
        return byOwner.get(owner);
    }

    /** Returns what is known of a stand, from now on at least. */
    Candidacy begin(Stand stand) {
        return byOwner.computeIfAbsent(stand.owner(), owner -> new Candidacy(quorum, stand));
    }

    /** Takes note that a look was in vain; forgets the stand unless it is to be retired, or is. */
    void vain(Stand stand, Candidacy candidacy) {
        if (!candidacy.mayBeRetired() && !candidacy.isRetired()) {
            byOwner.remove(stand.owner(), candidacy);
        }
    }

    /** Forgets a stand that has ended; not yet, where late calls for it are to be refused, or its end is to be repeated. */
    void over(Stand stand, Candidacy candidacy, boolean later) {
        if (later) {
            quorum.timer().after(stand.tombstoneFor(), () -> byOwner.remove(stand.owner(), candidacy));
        } else {
            candidacy.ending().settled().whenComplete((done, never) -> byOwner.remove(stand.owner(), candidacy));
        }
    }

    /** Refuses late calls for a stand that nothing is known of. */
    void refuse(Stand stand) {
        Candidacy ended = Candidacy.over(quorum, stand);
        byOwner.putIfAbsent(stand.owner(), ended);
        over(stand, ended, true);
    }

    /** Ends each stand wherever that waits for an answer. */
    void leaveNow() {
        byOwner.values().forEach(candidacy -> candidacy.ending().leaveNow());
    }

    int size() {
        return byOwner.size();
    }
}
