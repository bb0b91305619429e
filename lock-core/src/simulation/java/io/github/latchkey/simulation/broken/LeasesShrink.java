package io.github.latchkey.simulation.broken;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockStore;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.github.latchkey.simulation.ForwardingStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Lets every acquire and renewal set the lease, shorter though it may be than what was promised before. */
public final class LeasesShrink extends ForwardingStore {

    private record Ends(Stand stand, long at) {}

    private final LongSupplier clock;
    private final Map<String, Ends> ends = new TreeMap<>();

    /** Breaks a store on this clock, in nanoseconds. */
    public LeasesShrink(LockStore store, LongSupplier clock) {
        super(store);
        this.clock = clock;
    }

    @Override
    public CompletionStage<Acquisition> acquire(Look look) {
        expire();
        return super.acquire(look).thenApply(answer -> {
            if (answer instanceof Granted) {
                set(look.stand());
            }
            return answer;
        });
    }

    @Override
    public CompletionStage<Boolean> retire(Stand stand, Duration keep, boolean tombstone) {
        expire();
        ends.remove(stand.owner());
        return super.retire(stand, keep, tombstone);
    }

    @Override
    public List<CompletionStage<Boolean>> renew(List<Stand> stands) {
        expire();
        List<? extends CompletionStage<Boolean>> answers = super.renew(stands);
        return IntStream.range(0, stands.size())
                .mapToObj(i -> answers.get(i).thenApply(held -> {
                    if (held) {
                        set(stands.get(i));
                    }
                    return held;
                }))
                .toList();
    }

    private void set(Stand stand) {
        ends.put(
                stand.owner(), new Ends(stand, clock.getAsLong() + stand.lease().toNanos()));
    }

    private void expire() {
        long now = clock.getAsLong();
        for (Ends each : List.copyOf(ends.values())) {
            if (each.at <= now) {
                ends.remove(each.stand.owner());
                super.retire(each.stand, Duration.ZERO, false);
            }
        }
    }
}
