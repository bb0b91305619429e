package io.github.latchkey.quorum;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps locks in 3, 5 or 7 independent stores: a lock is held where a majority of them has granted it. It works while a majority works. A
 * vote that its node loses is asked for again with the renewals. It is safe for use by several threads.
 *
 * <p>A node that was started less than the {@linkplain QuorumOptions#longestLease() longest lease} ago is not counted, for it may have
 * forgotten what it granted. All who lock in the same nodes name the same nodes, and the same longest lease.
 *
 * <p>Permits and fair requests are refused: votes cannot count holders, and no two nodes need have the same order of those who wait.
 *
 * <p>What is known of a stand of this process is in its {@link Candidacy}, from its first look until it is retired.
 */
public final class QuorumLockStore implements LockStore {

    private final Quorum quorum;
    private final RequestRules rules;
    private final Health health;
    private final Candidacies candidacies;
    private final Renewals renewals;
    private final Strangers strangers;
    private final AtomicBoolean connecting = new AtomicBoolean();

    private QuorumLockStore(Quorum quorum) {
        this.quorum = quorum;
        this.rules = new RequestRules(quorum);
        this.health = new Health(quorum);
        this.candidacies = new Candidacies(quorum);
        this.renewals = new Renewals(quorum, candidacies);
        this.strangers = new Strangers(quorum);
    }

    /**
     * Makes one store of several.
     *
     * @param nodes   3, 5 or 7 stores, each on a server of its own that knows nothing of the others; the first ones are asked first, so the
     *                nearest first is best, and the same order in all processes
     * @param options how they are used
     * @return a store that closes the nodes when it is closed
     * @throws IllegalArgumentException if there are not 3, 5 or 7 nodes, or one is named twice
     */
    public static QuorumLockStore of(List<? extends VotingStore> nodes, QuorumOptions options) {
        // Checked first: a timer that nobody gets could not be closed.
        Voters voters = new Voters(nodes);
        return new QuorumLockStore(new Quorum(voters, options, Timer.system("quorum"), ThreadLocalRandom::current));
    }

    /** Makes a store on a clock, and chances, of one's own. */
    static QuorumLockStore of(
            List<? extends VotingStore> nodes, QuorumOptions options, Timer timer, Supplier<RandomGenerator> random) {
        return new QuorumLockStore(new Quorum(new Voters(nodes), options, timer, random));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        connect();
        Stand stand = look.stand();
        Stand yielded = look.old();
        Candidacy old = yielded == null ? null : candidacies.find(yielded.owner());
        Candidacy candidacy = candidacies.begin(stand);
        CompletionStage<Acquisition> outcome = candidacy.look(look, old);
        if (outcome == null) {
            return refused(look);
        }
        return outcome.whenComplete((answer, error) -> {
            if (error == null && yielded != null && old != null) {
                candidacies.over(yielded, old, look.oldMayHaveCopies());
            }
            if (error != null || answer instanceof Busy || answer instanceof Refused) {
                candidacies.vain(stand, candidacy);
            }
        });
    }

    /** Opens the connections to all nodes with the first look, also to those that it spares: they are to be there when one is missed. */
    private void connect() {
        if (!connecting.get() && connecting.compareAndSet(false, true)) {
            quorum.nodes().forEach(node -> node.ask(VotingStore::ping));
        }
    }

    private CompletionStage<Acquisition> refused(Look look) {
        Stand yielded = look.old();
        return yielded == null
                ? CompletableFuture.completedFuture(new Refused(false))
                : retire(yielded, Duration.ZERO, look.oldMayHaveCopies()).thenApply(Refused::new);
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        Candidacy candidacy = candidacies.find(stand.owner());
        if (candidacy == null) {
            if (tombstone) {
                candidacies.refuse(stand);
            }
            return strangers.retire(stand, keep, tombstone);
        }
        return candidacy
                .ending()
                .retire(stand, keep, tombstone)
                .whenComplete((ours, error) -> candidacies.over(stand, candidacy, tombstone || error != null));
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        return renewals.renew(stands);
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        return new Inspection(quorum, name).ask();
    }

    @Override
    public void listen(String clientId, Signals signals) {
        for (Node node : quorum.nodes()) {
            node.store().listen(clientId, new NodeSignals(node, candidacies, signals));
        }
    }

    @Override
    public void unlisten(String clientId) {
        quorum.nodes().forEach(node -> node.store().unlisten(clientId));
    }

    @Override
    public long doubts() {
        long doubts = 0;
        for (Node node : quorum.nodes()) {
            doubts += node.store().doubts();
        }
        return doubts;
    }

    /** Twice the node timeout. */
    @Override
    public Duration commandTimeout() {
        return quorum.options().nodeTimeout().multipliedBy(2);
    }

    /** Completes when a majority works; a failure names each node that does not. */
    @Override
    public CompletionStage<Void> ping() {
        return health.ping();
    }

    /** Warns of each node that does not work, or is too young to be counted, and of what each warns of itself. */
    @Override
    public CompletionStage<List<String>> warnings() {
        return health.warnings();
    }

    /** Checks each node. One that cannot be reached is a sentence as long as a majority can. */
    @Override
    public CompletionStage<List<String>> checkRights() {
        return health.checkRights();
    }

    /** Refuses permits, fair requests, and leases and minimum holds longer than the longest lease. */
    @Override
    public void check(LockRequest request) {
        rules.check(request);
    }

    @Override
    public String describe() {
        return quorum.describe();
    }

    /** Closes the nodes. */
    @Override
    public void close() {
        candidacies.leaveNow();
        quorum.timer().close();
        quorum.nodes().forEach(node -> node.store().close());
    }

    /** Counts the stands that something is known of. */
    int remembered() {
        return candidacies.size();
    }

    /** Returns what is known of a stand. */
    @Nullable Candidacy candidacy(Stand stand) {
        return candidacies.find(stand.owner());
    }
}
