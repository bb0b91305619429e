package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request for several locks: all or nothing. They are taken one after the other in the order of their names, which is the same for
 * everybody, so that no two callers wait for each other; those that are held already are renewed meanwhile. When the last one is
 * granted all must still be held. Each step begins when the one before it has ended, so nothing here runs twice at a time.
 */
final class Together implements Attempt {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** How many names are taken one after the other on one call stack, where a store answers at once. */
    private static final int MAX_CHAIN = 32;

    private final Engine engine;
    private final LockRequest request;
    private final Nesting nesting;
    private final long startedAt;
    private final List<HeldLease> leases = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile @Nullable Waiter current;
    private volatile @Nullable String givenUp;

    Together(Engine engine, LockRequest request, Nesting nesting) {
        this.engine = engine;
        this.request = request;
        this.nesting = nesting;
        this.startedAt = engine.timer().nanoTime();
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    @Override
    public void giveUp(String reason) {
        givenUp = reason;
        Waiter waiting = current;
        if (waiting != null) {
            waiting.giveUp(reason);
        }
    }

    /** Goes for the next name, or ends. */
    void next() {
        if (leases.size() == request.names().size()) {
            end(allHeld());
            return;
        }
        LockRequest one = request.named(request.names().get(leases.size()));
        try {
            HeldLease nested = nesting.lease(one);
            if (nested != null) {
                taken(nested);
                return;
            }
        } catch (LockException e) {
            end(new Outcome.Refused(e));
            return;
        }
        Waiter waiter = new Waiter(engine, one, startedAt);
        current = waiter;
        waiter.outcome().thenAccept(answer -> answered(one, answer)).exceptionally(this::failed);
        engine.lines().join(waiter);
        String reason = givenUp;
        if (reason != null) {
            waiter.giveUp(reason);
        }
    }

    private void answered(LockRequest one, Outcome answer) {
        if (answer instanceof Outcome.Acquired acquired) {
            taken(new HeldLease(acquired.hold(), engine));
        } else {
            end(new Outcome.OfOne(one, answer));
        }
    }

    private void taken(HeldLease lease) {
        leases.add(lease);
        if (leases.size() % MAX_CHAIN == 0) {
            engine.timer().after(Duration.ZERO, this::next);
        } else {
            next();
        }
    }

    private Outcome allHeld() {
        for (HeldLease lease : leases) {
            if (!lease.isHeld()) {
                return new Outcome.Broken(
                        "lock " + Display.name(lease.name()) + " ended while others were waited for: "
                                + lease.hold().lossReason() + ".",
                        true,
                        null,
                        engine.since(startedAt));
            }
        }
        return new Outcome.AcquiredAll(new LeaseGroup(leases));
    }

    private @Nullable Void failed(Throwable error) {
        log.error("A request for several locks failed", error);
        end(new Outcome.Broken(
                "the request failed unexpectedly: " + error + ".", false, error, engine.since(startedAt)));
        return null;
    }

    private void end(Outcome result) {
        if (!(result instanceof Outcome.AcquiredAll)) {
            leases.forEach(HeldLease::abandon);
        }
        outcome.complete(result);
    }
}
