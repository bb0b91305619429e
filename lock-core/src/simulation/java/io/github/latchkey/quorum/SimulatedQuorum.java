package io.github.latchkey.quorum;

import io.github.latchkey.LockStore;
import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes quorum stores on virtual time. */
public final class SimulatedQuorum {

    private SimulatedQuorum() {}

    /** Returns a store on these nodes. */
    public static LockStore of(
            List<? extends VotingStore> nodes, QuorumOptions options, Timer timer, RandomGenerator random) {
        return QuorumLockStore.of(nodes, options, timer, () -> random);
    }

    /** Counts the stands that the store still knows something of. */
    public static int remembered(LockStore store) {
        return ((QuorumLockStore) store).remembered();
    }
}
