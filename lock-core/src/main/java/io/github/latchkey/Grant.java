package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stand that the store let in: its lease, with the local deadline. Inside the process it may pass from one hold to the next.
 *
 * <p>The deadline only moves forward, and only while it has not passed: a lost lease is never revived. A loss is noted here first and
 * then told to the hold; a pass puts the next hold here first and then looks for a loss; so one of the two sees the other.
 */
final class Grant implements Agenda.Entry {

    /** How often, and for how long, a grant is passed on before others get their turn. */
    private static final int MAX_PASSES = 16;

    private static final long MAX_PASSING = Duration.ofMillis(10).toNanos();

    private final Engine engine;
    private final Stand stand;
    private final long token;
    private final long askedAt;
    private final boolean unsure;
    private final long doubts;
    private final AtomicLong deadline;
    private final AtomicReference<Stand> longest;
    private final Renewal renewal;
    private volatile @Nullable Hold holder;
    private volatile @Nullable String lossReason;
    private int passes;

    Grant(
            Engine engine,
            Stand stand,
            Duration longestLease,
            long token,
            long askedAt,
            long deadline,
            boolean unsure,
            long doubts) {
        this.engine = engine;
        this.stand = stand;
        this.token = token;
        this.askedAt = askedAt;
        this.unsure = unsure;
        this.doubts = doubts;
        this.deadline = new AtomicLong(deadline);
        this.longest = new AtomicReference<>(longestLease.equals(stand.lease()) ? stand : stand.leaseFor(longestLease));
        this.renewal = new Renewal(askedAt, stand.lease());
    }

    Stand stand() {
        return stand;
    }

    Renewal renewal() {
        return renewal;
    }

    long deadline() {
        return deadline.get();
    }

    /** The stand with the longest lease that the store may keep for it: so long its release is tried. */
    Stand longest() {
        Stand known = longest.get();
        return known == null ? stand : known;
    }

    boolean isValid() {
        return lossReason == null && engine.timer().nanoTime() - deadline.get() < 0;
    }

    Duration untilDeadline() {
        return Duration.ofNanos(Math.max(0, deadline.get() - engine.timer().nanoTime()));
    }

    /** What another request of this process finds. */
    Busy asBusy() {
        return new Busy(stand.owner(), untilDeadline(), 0, false);
    }

    boolean mayHaveCopies(LockStore store) {
        return unsure || store.doubts() != doubts;
    }

    /** Moves the deadline forward after a confirmed renewal; false if it had passed before. */
    boolean renewed(long until) {
        if (!isValid()) {
            return false;
        }
        deadline.accumulateAndGet(until, (now, then) -> then - now > 0 ? then : now);
        return true;
    }

    /** Notes, before an extension is sent, how long the store may keep the lock then. */
    void extending(Stand longer) {
        longest.accumulateAndGet(longer, (now, then) -> then.lease().compareTo(now.lease()) > 0 ? then : now);
    }

    /** Whether the next request may come in without the store: often enough for speed, and not so often that others starve. */
    boolean mayPassTo(LockRequest next) {
        return passes < MAX_PASSES
                && isValid()
                && next.terms().renewed()
                && next.terms().leaseFor().equals(stand.lease())
                && next.terms().replicas() == stand.replicas()
                && engine.timer().nanoTime() - askedAt < MAX_PASSING
                && 2 * (deadline.get() - engine.timer().nanoTime())
                        >= stand.lease().toNanos();
    }

    /** Lets the first hold in, or the next one, which gets a token of its own. */
    Hold enter(Line line, LockRequest request, boolean next) {
        passes += next ? 1 : 0;
        Hold hold = new Hold(engine, line, request, this, token + passes);
        holder = hold;
        return hold;
    }

    void lose(String reason) {
        lossReason = reason;
        tellOfLoss();
    }

    /** Tells the hold that is in, if the grant is lost; also to be asked once the next hold is in. */
    void tellOfLoss() {
        String reason = lossReason;
        Hold losing = holder;
        if (reason != null && losing != null) {
            losing.lose(reason);
        }
    }

    @Nullable Hold holder() {
        return holder;
    }

    /** Ends the stand; the lock stays taken by nobody for a while, if that is wanted. */
    CompletableFuture<Boolean> retire(Duration keep) {
        engine.keeper().forget(this);
        return engine.retirements().retire(longest(), keep, mayHaveCopies(engine.store()));
    }

    @Override
    public long dueAt() {
        return engine.keeper().dueAt(this);
    }

    @Override
    public void due() {
        engine.keeper().due(this);
    }

    @Override
    public int hashCode() {
        return stand.owner().hashCode();
    }
}
