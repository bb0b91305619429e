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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Renewals renewals;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final Map<String, Candidacy> candidacies = new ConcurrentHashMap<>();

    private QuorumLockStore(Quorum quorum) {
        this.quorum = quorum;
        this.rules = new RequestRules(quorum);
        this.health = new Health(quorum);
        this.renewals = new Renewals(quorum, candidacies);
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
        checkNumber(nodes);
        return of(nodes, options, Timer.system("quorum"), ThreadLocalRandom::current);
    }

    /** Makes a store on a clock, and chances, of one's own. */
    static QuorumLockStore of(
            List<? extends VotingStore> nodes, QuorumOptions options, Timer timer, Supplier<RandomGenerator> random) {
        checkNumber(nodes);
        return new QuorumLockStore(new Quorum(nodes, options, timer, random));
    }

    private static void checkNumber(List<? extends VotingStore> nodes) {
        if (nodes.size() != 3 && nodes.size() != 5 && nodes.size() != 7) {
            throw new IllegalArgumentException("A quorum of " + nodes.size()
                    + " nodes is not supported: use 3, 5 or 7. An even number bears no more failures than one less.");
        }
        long different =
                nodes.stream().map(QuorumLockStore::identity).distinct().count();
        if (different < nodes.size()) {
            throw new IllegalArgumentException("A node is named twice in "
                    + nodes.stream().map(LockStore::describe).toList() + ": it would have two votes.");
        }
    }

    /** Two databases of a Redis are the same node. */
    private static Object identity(VotingStore node) {
        return node.describe().startsWith(Quorum.COMMON) ? node.describe() : node;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        connect();
        Stand stand = look.stand();
        Stand yielded = look.old();
        Candidacy old = yielded == null ? null : candidacies.get(yielded.owner());
        Candidacy candidacy = candidacies.computeIfAbsent(stand.owner(), owner -> new Candidacy(quorum, stand));
        CompletionStage<Acquisition> outcome = candidacy.look(look, old);
        if (outcome == null) {
            return refused(look);
        }
        return outcome.whenComplete((answer, error) -> {
            if (error == null && yielded != null && old != null) {
                over(yielded, old, look.oldMayHaveCopies());
            }
            boolean vain = error != null || answer instanceof Busy || answer instanceof Refused;
            if (vain && !candidacy.mayBeRetired() && !candidacy.isRetired()) {
                candidacies.remove(stand.owner(), candidacy);
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
        Candidacy candidacy = candidacies.get(stand.owner());
        if (candidacy == null) {
            return retireUnknown(stand, keep, tombstone);
        }
        return candidacy
                .retire(stand, keep, tombstone)
                .whenComplete((ours, error) -> over(stand, candidacy, tombstone || error != null));
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        return renewals.renew(stands);
    }

    @Override
    public CompletionStage<LockState> inspect(String name) {
        Inspection inspection = new Inspection(quorum, name);
        for (Node node : quorum.nodes()) {
            node.ask(store -> store.inspect(name)).whenComplete((state, error) -> inspection.count(node, state, error));
        }
        if (!inspection.isDone()) {
            quorum.deadlines().add(inspection);
        }
        return inspection;
    }

    @Override
    public void listen(String clientId, Signals signals) {
        for (Node node : quorum.nodes()) {
            node.store().listen(clientId, new Signals() {
                @Override
                public void offered(String id) {
                    Candidacy candidacy = candidacies.get(NodeOwner.owner(id));
                    if (candidacy != null) {
                        candidacy.offered(node.index(), id, signals);
                    }
                }

                @Override
                public void missed() {
                    signals.missed();
                }
            });
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
        candidacies.values().forEach(Candidacy::leaveNow);
        quorum.timer().close();
        quorum.nodes().forEach(node -> node.store().close());
    }

    /** Counts the stands that something is known of. */
    int remembered() {
        return candidacies.size();
    }

    /** Returns what is known of a stand. */
    @Nullable Candidacy candidacy(Stand stand) {
        return candidacies.get(stand.owner());
    }

    /** Forgets a stand that has ended; not yet, where late calls for it are to be refused, or its end is to be repeated. */
    private void over(Stand stand, Candidacy candidacy, boolean later) {
        if (later) {
            quorum.timer().after(stand.tombstoneFor(), () -> candidacies.remove(stand.owner(), candidacy));
        } else {
            candidacy.settled().whenComplete((done, never) -> candidacies.remove(stand.owner(), candidacy));
        }
    }

    /** Ends a stand that is not of this process, under whatever ids it has at the nodes. */
    private CompletionStage<Boolean> retireUnknown(Stand stand, Duration keep, boolean tombstone) {
        if (tombstone) {
            Candidacy ended = Candidacy.over(quorum, stand);
            candidacies.putIfAbsent(stand.owner(), ended);
            over(stand, ended, true);
        }
        Tally tally = new Tally(quorum);
        for (Node node : quorum.nodes()) {
            node.ask(store -> store.inspect(stand.name())).whenComplete((state, error) -> {
                List<String> ids = state == null
                        ? List.of()
                        : state.holders().stream()
                                .filter(id -> NodeOwner.owner(id).equals(stand.owner()))
                                .toList();
                if (error != null || ids.isEmpty()) {
                    tally.count(node, false, error);
                    return;
                }
                Stand there = new Stand(stand.name(), ids.get(0), stand.lease());
                node.retire(there, keep, tombstone).whenComplete((ours, failure) -> tally.count(node, ours, failure));
            });
        }
        if (!tally.isDone()) {
            quorum.deadlines().add(tally);
        }
        return tally;
    }
}
