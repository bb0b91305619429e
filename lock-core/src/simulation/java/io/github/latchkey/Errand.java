package io.github.latchkey;

import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.simulation.Journal;
import io.github.latchkey.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request of an owner, from its question to its release, written down as its caller sees it. */
final class Errand {

    private static final Duration PATIENT = Duration.ofSeconds(2);

    private final SimulatedClient client;
    private final LockRequest request;
    private final Journal journal;
    private final VirtualTime time;
    private final List<Call> calls;
    private final CompletableFuture<LockLease> answer;
    private final CompletableFuture<LockLease> ended;
    private @Nullable LockLease lease;
    private long deadline;
    private boolean left;

    /** Asks for a lock. */
    Errand(SimulatedClient client, LockRequest request, Journal journal, VirtualTime time) {
        this.client = client;
        this.request = request;
        this.journal = journal;
        this.time = time;
        Actor actor = new Actor(client.name(), String.valueOf(request.owner()), "", client.pid());
        this.calls = request.names().stream()
                .map(name -> new Call(journal.nextCall(), name, actor, limit(request.kind()), request.waitAtMost()))
                .toList();
        record(Op.ACQUIRE, Phase.INVOKED);
        this.answer = client.locks().acquireAsync(request);
        this.ended = answer.whenComplete(this::answered);
    }

    SimulatedClient client() {
        return client;
    }

    LockRequest request() {
        return request;
    }

    List<Call> calls() {
        return calls;
    }

    /** Completes when the request has ended, one way or the other, and that is written down. */
    CompletableFuture<LockLease> ended() {
        return ended;
    }

    boolean isWaiting() {
        return !answer.isDone();
    }

    /** Whether it waits for that lock, and long enough to get it when everything is slow. */
    boolean isWaitingFor(String name) {
        return isWaiting()
                && request.waitAtMost().compareTo(PATIENT) >= 0
                && request.names().equals(List.of(name));
    }

    /** Whether it waits, or has not given back. */
    boolean isOpen() {
        return isWaiting() || (lease != null && !left);
    }

    /** Waits no longer. */
    void cancel() {
        answer.cancel(false);
    }

    /** Notes each later deadline. */
    void look() {
        LockLease held = lease;
        if (held == null || left) {
            return;
        }
        long now = time.now() + held.remaining().toNanos();
        if (now > time.now() && now > deadline) {
            deadline = now;
            calls.forEach(call -> journal.record(Event.of(Op.RENEW, Phase.OK, call, time.now())
                    .token(held.fencingToken(call.key()))
                    .deadline(now)));
        }
    }

    /** Whether its owner may rely on the lock. */
    boolean holds() {
        LockLease held = lease;
        return held != null && held.isHeld();
    }

    /** Gives back what was granted; a second time does nothing. */
    void leave() {
        LockLease held = lease;
        if (held == null || left) {
            return;
        }
        look();
        left = true;
        record(Op.RELEASE, Phase.INVOKED);
        held.releaseAsync().thenAccept(ours -> record(Op.RELEASE, ours ? Phase.OK : Phase.FAIL));
    }

    /** Makes the lease longer. */
    void extend(Duration atLeast) {
        Object owner = request.owner();
        if (owner != null) {
            request.names().forEach(name -> client.extend(name, owner, atLeast));
        }
    }

    private void answered(@Nullable LockLease granted, @Nullable Throwable error) {
        if (granted == null) {
            record(Op.ACQUIRE, error instanceof LockBusyException ? Phase.FAIL : Phase.UNKNOWN);
            return;
        }
        lease = granted;
        deadline = time.now() + granted.remaining().toNanos();
        calls.forEach(call -> journal.record(Event.of(Op.ACQUIRE, Phase.OK, call, time.now())
                .token(granted.fencingToken(call.key()))
                .deadline(deadline)));
        granted.onLost(lost -> record(Op.LOST, Phase.OK));
    }

    private void record(Op op, Phase phase) {
        calls.forEach(call -> journal.record(op, phase, call));
    }

    private static int limit(LockKind kind) {
        if (kind.permits() > 0) {
            return kind.permits();
        }
        return kind.mode() == LockMode.SHARED ? Call.SHARED : 1;
    }
}
