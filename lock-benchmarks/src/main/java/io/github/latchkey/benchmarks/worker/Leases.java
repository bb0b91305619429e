package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many locks that are held at the same time. */
final class Leases {

    private final List<Held> held = new ArrayList<>();

    /** Arguments: name (prefix), count. */
    void take(Contender contender, Order order) throws Exception {
        for (int i = 0; i < order.number("count"); i++) {
            Held lock = contender.take(order.text("name") + ":" + i, Duration.ofSeconds(2));
            if (lock == null) {
                throw new IllegalStateException("The free lock " + order.text("name") + ":" + i + " was refused");
            }
            held.add(lock);
        }
    }

    /** Gives all of them back; it is an error if one was lost meanwhile. */
    void free() throws Exception {
        int lost = 0;
        for (Held lock : held) {
            lost += lock.release() ? 0 : 1;
        }
        int all = held.size();
        held.clear();
        if (lost > 0) {
            throw new IllegalStateException(lost + " of " + all + " renewed leases were lost");
        }
    }
}
