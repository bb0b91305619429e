package io.github.latchkey;

import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Exclusion;
import io.github.latchkey.fault.history.Limits;
import io.github.latchkey.fault.history.Liveness;
import io.github.latchkey.fault.history.Tokens;
import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.LossSignals;
import io.github.latchkey.simulation.MinimumHolds;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges a run by its history, with the same checkers as real processes, and by what the witnesses saw. */
final class Judge {

    private final World world;
    private final Amnesia amnesia;
    private final Map<String, Duration> kept;

    /** Judges a world whose server forgot what it did, and where some calls wanted their locks to be kept for so long. */
    Judge(World world, Amnesia amnesia, Map<String, Duration> kept) {
        this.world = world;
        this.amnesia = amnesia;
        this.kept = kept;
    }

    List<Violation> violations() {
        List<Event> events = world.journal().events();
        Hindsight hindsight = new Hindsight(events);
        List<Violation> found = new ArrayList<>(world.journal().violations());
        found.addAll(Exclusion.check(amnesia.excused(hindsight.nestedAtOnce(), world.witness())));
        found.addAll(Tokens.check(hindsight.askedByTheirLines(world.witness())));
        found.addAll(Liveness.waits(events, Limits.DEFAULTS));
        found.addAll(LossSignals.check(events, world.time().now()));
        found.addAll(MinimumHolds.check(events, kept));
        return found;
    }
}
