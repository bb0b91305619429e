package io.github.latchkey;

import io.github.latchkey.simulation.Chance;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One owner in a client, who asks for locks, holds them for a while and gives them back, as long as its process lives. */
final class Worker {

    /** Nothing is given back at the same time as it is granted, so that histories have an order. */
    private static final Duration A_MOMENT = Duration.ofNanos(1_000);

    private final World world;
    private final Chance chance;
    private final SimulatedClient client;
    private final String owner;
    private final Wishes wishes;
    private final Consumer<Errand> watcher;
    private boolean retired;

    Worker(World world, SimulatedClient client, int number, Wishes wishes, Consumer<Errand> watcher) {
        this.world = world;
        this.chance = world.chance();
        this.client = client;
        this.owner = client.name() + "/" + number;
        this.wishes = wishes;
        this.watcher = watcher;
    }

    /** Begins to work. */
    void begin() {
        later(chance.millis(0, 500), this::ask);
    }

    /** Asks for nothing more. */
    void retire() {
        retired = true;
    }

    private void ask() {
        if (retired) {
            return;
        }
        Errand errand = errand(wishes.next(owner));
        errand.ended().whenComplete((lease, error) -> answered(errand, lease));
        if (chance.percent(10)) {
            later(chance.millis(0, 2_000), errand::cancel);
        }
    }

    private void answered(Errand errand, @Nullable LockLease lease) {
        if (lease == null) {
            next();
            return;
        }
        Duration hold = retired ? A_MOMENT : time();
        if (chance.percent(15)) {
            later(part(hold), () -> errand.extend(chance.millis(100, 5_000)));
        }
        if (chance.percent(15)) {
            later(part(hold), () -> nested(errand.request()));
        }
        later(hold, () -> {
            errand.leave();
            next();
        });
    }

    private void nested(LockRequest outer) {
        Errand nested = errand(outer.waitAtMost(Duration.ofMillis(chance.of(0, 500))));
        nested.ended().whenComplete((lease, error) -> later(time(), nested::leave));
    }

    private Errand errand(LockRequest request) {
        Errand errand = new Errand(client, request, world.journal(), world.time());
        watcher.accept(errand);
        return errand;
    }

    private void next() {
        later(chance.percent(30) ? Duration.ZERO : chance.millis(0, 600), this::ask);
    }

    private Duration time() {
        int longest = chance.of(1, 20, 20, 300, 300, 3_000);
        return A_MOMENT.plus(chance.millis(0, longest));
    }

    private Duration part(Duration whole) {
        return whole.multipliedBy(chance.below(100)).dividedBy(100);
    }

    private void later(Duration delay, Runnable task) {
        world.time().after(delay, () -> client.process().run(Inbox.WORK, task));
    }
}
