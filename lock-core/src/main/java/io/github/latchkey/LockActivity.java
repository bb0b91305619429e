package io.github.latchkey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client holds and waits for, at one moment and as far as it knows itself: the store was not asked.
 *
 * @param held    the locks that are held, those first that are held longest; nested leases are not listed
 * @param waiting the requests that wait, those first that wait longest; one for several names is listed with the name it waits for
 */
public record LockActivity(List<Held> held, List<Waiting> waiting) {

    /**
     * Copies the lists.
     *
     * @param held    the locks that are held
     * @param waiting the requests that wait
     */
    public LockActivity {
        held = List.copyOf(held);
        waiting = List.copyOf(waiting);
    }

    /**
     * A lock that is held.
     *
     * @param name         the lock name
     * @param label        the request's label, or null
     * @param owner        the owner id, as {@link LockClient#inspect} and the lock's key in Redis show it
     * @param fencingToken the holder's token
     * @param heldFor      how long it has been held
     * @param remaining    how long it stays held if its lease is not renewed again
     * @param state        held, or suspect; lost for a moment, until the loss is told
     */
    public record Held(
            String name,
            @Nullable String label,
            String owner,
            long fencingToken,
            Duration heldFor,
            Duration remaining,
            LeaseState state) {

        private static Held of(Hold hold) {
            LockRequest request = hold.request();
            return new Held(
                    request.name(),
                    request.label(),
                    hold.owner(),
                    hold.token(),
                    hold.held(),
                    hold.remaining(),
                    hold.state());
        }
    }

    /**
     * A request that waits.
     *
     * @param name   the lock name
     * @param label  the request's label, or null
     * @param waited how long it has waited
     */
    public record Waiting(String name, @Nullable String label, Duration waited) {

        private static Waiting of(Waiter waiter) {
            LockRequest request = waiter.request();
            return new Waiting(request.name(), request.label(), waiter.waited());
        }
    }

    static LockActivity of(Engine engine) {
        List<Held> held = new ArrayList<>();
        engine.holds().all().forEach(hold -> held.add(Held.of(hold)));
        held.sort(Comparator.comparing(Held::heldFor).reversed());
        List<Waiting> waiting = new ArrayList<>();
        engine.agenda().forEach(Waiter.class, waiter -> waiting.add(Waiting.of(waiter)));
        waiting.sort(Comparator.comparing(Waiting::waited).reversed());
        return new LockActivity(held, waiting);
    }
}
