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
    private final Map<String, Line> expecting = new ConcurrentHashMap<>();

    private record Key(String name, String mode) {}

    Lines(Engine engine) {
        this.engine = engine;
    }

    void join(Waiter waiter) {
        // Before it can end, or it would stay there.
        engine.agenda().add(waiter);
        LockRequest request = waiter.request();
        if (request.kind().fair()) {
            new Line(engine, request.name(), request.kind(), line -> {}).join(waiter);
            return;
        }
        Key key = new Key(request.name(), request.kind().code());
        while (true) {
            Line line = lines.get(key);
            if (line == null) {
                line = lines.computeIfAbsent(
                        key,
                        absent -> new Line(engine, request.name(), request.kind(), empty -> lines.remove(key, empty)));
            }
            if (line.join(waiter)) {
                return;
            }
        }
    }

    /** Notes which line is to hear of an offer to that owner. */
    void expect(String owner, Line line) {
        expecting.put(owner, line);
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
