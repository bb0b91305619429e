package io.github.latchkey.spring.metrics;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockEvent;
import io.github.latchkey.LockListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures what happens to locks. The names of meters begin with {@code latchkey.lock}; the tag {@code lock} is the declared name, or
 * {@code none} for requests without a label, and never the lock's key. So a label must not be made of what differs from call to call.
 *
 * <p>Counts nothing before it is bound to a registry: events of clients that work while the application starts are left out. Safe for
 * use by several threads and by several clients.
 */
public final class LockMetrics implements LockListener {

    private static final String NO_LABEL = "none";

    private final Map<String, LockMeters> meters = new ConcurrentHashMap<>();
    private volatile @Nullable MeterRegistry registry;

    /** Creates metrics that are not bound yet. */
    public LockMetrics() {}

    /**
     * Measures from now on, and shows how many locks are held and waited for.
     *
     * @param measured where meters are registered
     * @param clients  whose locks the gauges count; their sum
     */
    public void bindTo(MeterRegistry measured, List<LockClient> clients) {
        gauge(measured, "latchkey.lock.held", "Locks held by this process", clients, client -> client.activity()
                .held()
                .size());
        gauge(
                measured,
                "latchkey.lock.waiting",
                "Requests of this process that wait for a lock",
                clients,
                client -> client.activity().waiting().size());
        registry = measured;
    }

    @Override
    public void on(LockEvent event) {
        LockMeters known = meters(event.label() == null ? NO_LABEL : event.label());
        if (known != null) {
            known.note(event);
        }
    }

    /**
     * Counts a call that ran without its lock, as its outage policy says.
     *
     * @param lock the declared name
     */
    public void countUnlocked(String lock) {
        LockMeters known = meters(lock);
        if (known != null) {
            known.unlocked();
        }
    }

    private @Nullable LockMeters meters(String lock) {
        MeterRegistry bound = registry;
        return bound == null ? null : meters.computeIfAbsent(lock, name -> new LockMeters(bound, name));
    }

    private static void gauge(
            MeterRegistry registry,
            String name,
            String description,
            List<LockClient> clients,
            ToIntFunction<LockClient> count) {
        Gauge.builder(name, () -> clients.stream().mapToInt(count).sum())
                .description(description)
                .register(registry);
    }
}
