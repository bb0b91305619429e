package io.github.latchkey;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens, one event after the other, on a callback thread. {@code size} counts the events that are not told yet:
 * who raises it from zero starts the telling, which goes on until it is zero again. A listener that is slower than the locks
 * loses events, for it must neither slow them down nor fill the heap.
 */
final class Events {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final int MAX_UNTOLD = 10_000;

    private final List<LockListener> listeners;
    private final Executor executor;
    private final Queue<LockEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean dropped;

    Events(List<LockListener> listeners, Executor executor) {
        this.listeners = List.copyOf(listeners);
        this.executor = executor;
    }

    void lost(Hold hold, String reason) {
        if (!listeners.isEmpty()) {
            tell(of(LockEvent.Kind.LOST, hold, null, null, reason));
        }
    }

    void suspect(Hold hold, @Nullable String reason) {
        if (!listeners.isEmpty()) {
            tell(of(LockEvent.Kind.SUSPECT, hold, null, null, reason));
        }
    }

    void renewed(Hold hold, Duration remaining, Duration lag) {
        if (!listeners.isEmpty()) {
            tell(of(LockEvent.Kind.RENEWED, hold, remaining, lag, null));
        }
    }

    void released(Hold hold) {
        if (!listeners.isEmpty()) {
            tell(of(LockEvent.Kind.RELEASED, hold, hold.grant().untilDeadline(), null, null));
        }
    }

    void ended(Waiter waiter, Outcome outcome) {
        if (!listeners.isEmpty()) {
            LockRequest request = waiter.request();
            tell(new LockEvent(
                    outcome.kind(),
                    request.name(),
                    request.label(),
                    outcome.token(),
                    waiter.waited(),
                    waiter.isContended() || outcome.isBusy(),
                    null,
                    null,
                    outcome.reason()));
        }
    }

    private static LockEvent of(
            LockEvent.Kind kind,
            Hold hold,
            @Nullable Duration remaining,
            @Nullable Duration lag,
            @Nullable String reason) {
        LockRequest request = hold.request();
        return new LockEvent(
                kind, request.name(), request.label(), hold.token(), hold.held(), false, remaining, lag, reason);
    }

    private void tell(LockEvent event) {
        if (size.get() >= MAX_UNTOLD) {
            if (!dropped) {
                dropped = true;
                log.warn("A lock listener is too slow: events are left out from now on (said once)");
            }
            return;
        }
        untold.add(event);
        if (size.getAndIncrement() == 0) {
            executor.execute(this::tellAll);
        }
    }

    private void tellAll() {
        do {
            LockEvent event = untold.poll();
            if (event != null) {
                listeners.forEach(listener -> tell(listener, event));
            }
        } while (size.decrementAndGet() > 0);
    }

    private static void tell(LockListener listener, LockEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            log.warn("A lock listener failed on {}", event, e);
        }
    }
}
