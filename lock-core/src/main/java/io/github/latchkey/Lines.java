package io.github.latchkey;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a client, one for each lock name and mode that somebody wants or has; those that are empty are not kept. Each fair
 * request has a line of its own. Safe for use by several threads.
 */
final class Lines implements Signals {

    private final Engine engine;
    private final Map<Key, Line> lines = new ConcurrentHashMap<>();
    private final Map<Key, FairLines> fair = new ConcurrentHashMap<>();
    private final Map<String, Line> expecting = new ConcurrentHashMap<>();

    private record Key(String name, String mode) {}

    Lines(Engine engine) {
        this.engine = engine;
    }

    void join(Waiter waiter) {
        LockRequest request = waiter.request();
        Key key = new Key(request.name(), request.kind().code());
        if (request.kind().fair()) {
            joinFair(waiter, key);
            return;
        }
        while (true) {
            Line line = lines.get(key);
            if (line == null) {
                line = lines.computeIfAbsent(
                        key, absent -> new Line(engine, request, null, empty -> lines.remove(key, empty)));
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
