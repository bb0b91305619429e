package io.github.latchkey.fault;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A lock client whose sections are written down. Safe for use by several threads, where the history is. */
record RecordedClient(LockClient client, String name, Consumer<Event> history) {

    /** Takes the lock; empty if it was busy, or nobody could say. Anything but the store's own failure is thrown on. */
    Optional<Section> enter(LockRequest request) {
        Call call = Call.exclusive(
                UUID.randomUUID().toString(), request.name(), Actor.thisThread(name), request.waitAtMost());
        record(Op.ACQUIRE, Phase.INVOKED, call);
        try {
            Optional<LockLease> lease = client.tryAcquire(request);
            if (lease.isEmpty()) {
                record(Op.ACQUIRE, Phase.FAIL, call);
            }
            return lease.map(granted -> new Section(granted, call, history));
        } catch (LockStoreException e) {
            record(Op.ACQUIRE, Phase.UNKNOWN, call);
            return Optional.empty();
        }
    }

    private void record(Op op, Phase phase, Call call) {
        history.accept(Event.of(op, phase, call, System.nanoTime()));
    }
}
