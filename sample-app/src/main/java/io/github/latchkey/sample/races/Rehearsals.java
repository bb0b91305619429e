package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has instances make a few calls of a case, which count nowhere, before the first race with a strategy there: that race would show how
 * classes are loaded and connections opened, and its first calls come so far apart that none of them collide. Safe for use by many threads.
 */
@Component
final class Rehearsals {

    private static final Logger log = LoggerFactory.getLogger(Rehearsals.class);
    private static final int CALLERS = 10;
    private static final int CALLS = 3 * CALLERS;

    private final SpreadShares spread;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    Rehearsals(SpreadShares spread) {
        this.spread = spread;
    }

    void holdBefore(RaceOrder order, List<Instance> instances) throws InterruptedException {
        List<String> due = instances.stream()
                .map(instance -> order.race().name() + ' ' + order.strategy() + ' ' + instance.id())
                .toList();
        if (order.race().isRehearsed() && !held.containsAll(due)) {
            hold(order, instances);
            held.addAll(due);
        }
    }

    private void hold(RaceOrder order, List<Instance> instances) throws InterruptedException {
        int count = instances.size();
        int calls = CALLS * count;
        int users = RaceOrder.usersOf(order.race(), calls);
        Race rehearsal =
                new Race(new RaceOrder(order.race(), order.strategy(), calls, users, CALLERS * count, count, null));
        try (Scene scene = order.race().prepare(rehearsal)) {
            Tally tally = spread.run(rehearsal, scene, instances);
            log.debug("Rehearsal of {}: {}", order.race().name(), tally);
        }
    }
}
