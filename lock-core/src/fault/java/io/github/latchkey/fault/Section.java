package io.github.latchkey.fault;

import io.github.latchkey.LockLease;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What is done under one lock, written down from the grant to the release. For one thread. */
final class Section {

    private static final Duration SAMPLE = Duration.ofMillis(10);
    private static final Duration A_RENEWAL = Duration.ofMillis(5);

    private final LockLease lease;
    private final Call call;
    private final Consumer<Event> history;
    private long deadline;

    Section(LockLease lease, Call call, Consumer<Event> history) {
        this.lease = lease;
        this.call = call;
        this.history = history;
        long now = System.nanoTime();
        this.deadline = now + lease.remaining().toNanos();
        history.accept(Event.of(Op.ACQUIRE, Phase.OK, call, now)
                .token(lease.fencingToken())
                .deadline(deadline));
        lease.onLost(lost -> history.accept(event(Op.LOST, Phase.OK)));
    }

    LockLease lease() {
        return lease;
    }

    Call call() {
        return call;
    }

    /** Lets time go by, and notes each later deadline. */
    void work(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, SAMPLE.toNanos()));
            noteRenewal();
        }
    }

    /** Counts one up in the ledger, without a look at the lease: a stale holder must be refused, not trusted. */
    void count(Ledger ledger, Duration between) {
        long read = ledger.claim(call, lease.fencingToken());
        work(between);
        if (read >= 0) {
            ledger.write(call, lease.fencingToken(), read + 1);
        }
    }

    /** Gives the lock back. */
    boolean leave() {
        noteRenewal();
        history.accept(event(Op.RELEASE, Phase.INVOKED));
        boolean ours = lease.release();
        history.accept(event(Op.RELEASE, ours ? Phase.OK : Phase.FAIL));
        return ours;
    }

    private void noteRenewal() {
        long now = System.nanoTime();
        Duration remaining = lease.remaining();
        if (!remaining.isZero() && now + remaining.toNanos() - deadline > A_RENEWAL.toNanos()) {
            deadline = now + remaining.toNanos();
            history.accept(event(Op.RENEW, Phase.OK).deadline(deadline));
        }
    }

    private Event event(Op op, Phase phase) {
        return Event.of(op, phase, call, System.nanoTime()).token(lease.fencingToken());
    }
}
