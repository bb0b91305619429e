package io.github.latchkey;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a client, one for each lock name and mode that somebody wants or has; those that are empty are not kept. Each fair
 * request has a line of its own. Safe for use by several threads.
 *
 * <p>Closing races with new requests: a request is on the agenda first and then looks at {@code closed}, closing sets it and then
 * goes through the agenda, so one of the two sees the other.
 */
final class Lines implements Signals {

    private static final String CLOSED = "the lock client is closed.";

    private final Engine engine;
    private final Map<Key, Line> lines = new ConcurrentHashMap<>();
    private final Map<Key, FairLines> fair = new ConcurrentHashMap<>();
    private final Map<String, Line> expecting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Key(String name, String mode) {}

    Lines(Engine engine) {
        this.engine = engine;
    }

    void join(Waiter waiter) {
        if (closed) {
            waiter.end(new Outcome.Broken(CLOSED, false, null, waiter.waited()));
            return;
        }
        LockRequest request = waiter.request();
        Key key = new Key(request.name(), request.kind().code());
        if (request.kind().fair()) {
            joinFair(waiter, key);
        } else {
            joinOthers(waiter, key);
        }
        if (closed) {
            waiter.fail(CLOSED);
        }
    }

    /** Ends the requests that wait, and all that come. */
    void close() {
        closed = true;
        engine.agenda().forEach(Waiter.class, waiter -> waiter.fail(CLOSED));
    }

    private void joinOthers(Waiter waiter, Key key) {
        while (true) {
            Line line = lines.get(key);
            if (line == null) {
                Line fresh = new Line(engine, waiter.request(), null, empty -> lines.remove(key, empty));
                Line other = lines.putIfAbsent(key, fresh);
                line = other == null ? fresh : other;
            }
            if (line.join(waiter)) {
                return;
            }
        }
    }

    private void joinFair(Waiter waiter, Key key) {
        FairLines siblings = fair.computeIfAbsent(key, absent -> new FairLines());
        if (siblings.size() >= engine.maxWaiters()) {
            waiter.end(new Outcome.Crowded(engine.maxWaiters(), waiter.waited()));
            return;
        }
        new Line(engine, waiter.request(), siblings, empty -> dropIfEmpty(key)).join(waiter);
    }

    // One that is joined at this moment goes on without its siblings, and looks for itself.
    private void dropIfEmpty(Key key) {
        fair.computeIfPresent(key, (same, siblings) -> siblings.size() == 0 ? null : siblings);
    }

    /** Notes which line is to hear of an offer to that owner. */
    void expect(String owner, Line line) {
        expecting.put(owner, line);
    }

    boolean expects(String owner) {
        return expecting.containsKey(owner);
    }

    void forget(String owner) {
        expecting.remove(owner);
    }

    @Override
    public void offered(String owner) {
        @Nullable Line line = expecting.get(owner);
        if (line != null) {
            line.signalled(owner);
        }
    }

    @Override
    public void missed() {
        expecting.forEach((owner, line) -> line.signalled(owner));
    }
}
