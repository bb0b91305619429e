package io.github.latchkey.spring.metrics;

import io.github.latchkey.LockEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of one declared name. All are registered at once, so that what has not happened yet is zero and not missing. */
final class LockMeters {

    private final MeterRegistry registry;
    private final Tags lock;
    private final Map<LockEvent.Kind, Timer> timers = new EnumMap<>(LockEvent.Kind.class);
    private final Counter contended;
    private final Counter lost;
    private final Counter unlocked;
    private final Timer renewalLag;
    private final Timer headroomAtRenewal;
    private final Timer headroomAtRelease;

    LockMeters(MeterRegistry registry, String declaredName) {
        this.registry = registry;
        this.lock = Tags.of("lock", declaredName);
        outcomes(
                "latchkey.lock.wait",
                "How long requests took to get the lock, or to end without it",
                LockEvent.Kind.ACQUIRED,
                LockEvent.Kind.BUSY,
                LockEvent.Kind.CANCELLED,
                LockEvent.Kind.FAILED);
        outcomes("latchkey.lock.hold", "How long the lock was held", LockEvent.Kind.RELEASED, LockEvent.Kind.LOST);
        this.contended = counter("latchkey.lock.contended", "Requests that found somebody else in their way");
        this.lost = counter("latchkey.lock.lost", "Locks that were lost while they were held");
        this.unlocked = counter("latchkey.lock.unlocked", "Calls that ran without their lock during an outage");
        this.renewalLag = timer(
                "latchkey.lock.renewal.lag", "How long after their planned time renewals were confirmed", Tags.empty());
        this.headroomAtRenewal = headroom("renewal");
        this.headroomAtRelease = headroom("release");
    }

    void note(LockEvent event) {
        record(timers.get(event.kind()), event.after());
        if (event.contended()) {
            contended.increment();
        }
        switch (event.kind()) {
            case LOST -> lost.increment();
            case RENEWED -> {
                record(renewalLag, event.lag());
                record(headroomAtRenewal, event.remaining());
            }
            case RELEASED -> record(headroomAtRelease, event.remaining());
            default -> {}
        }
    }

    void unlocked() {
        unlocked.increment();
    }

    private void outcomes(String name, String description, LockEvent.Kind... kinds) {
        for (LockEvent.Kind kind : kinds) {
            timers.put(
                    kind,
                    timer(name, description, Tags.of("outcome", kind.name().toLowerCase(Locale.ROOT))));
        }
    }

    private Timer headroom(String at) {
        return timer(
                "latchkey.lock.lease.headroom",
                "What was left of the lease when it was renewed or the lock was released",
                Tags.of("at", at));
    }

    private Timer timer(String name, String description, Tags more) {
        return Timer.builder(name).description(description).tags(lock.and(more)).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(lock).register(registry);
    }

    private static void record(@Nullable Timer timer, @Nullable Duration time) {
        if (timer != null && time != null) {
            timer.record(time);
        }
    }
}
