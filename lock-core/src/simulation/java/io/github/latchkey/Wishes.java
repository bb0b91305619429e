package io.github.latchkey;

import io.github.latchkey.simulation.Chance;
import java.time.Duration;
import java.util.List;

/** What the owners of one run want: names with their flavours, waits, leases. */
final class Wishes {

    private enum Flavour {
        EXCLUSIVE,
        SHARED,
        PERMITS,
        MIXED
    }

    private final Chance chance;
    private final List<String> names;
    private final Flavour flavour;
    private final int permits;
    private final boolean fair;
    private final Duration shortest;

    /** Begins to wish; a lease shorter than the way to the server and back could never be relied on. */
    Wishes(Chance chance, Duration shortest) {
        this.chance = chance;
        this.shortest = shortest;
        this.names = List.of("alpha", "beta", "gamma").subList(0, chance.between(1, 3));
        this.flavour = chance.of(Flavour.EXCLUSIVE, Flavour.EXCLUSIVE, Flavour.SHARED, Flavour.PERMITS, Flavour.MIXED);
        this.permits = chance.between(1, 3);
        this.fair = chance.percent(20);
    }

    List<String> names() {
        return names;
    }

    LockRequest next(String owner) {
        String name = chance.of(names);
        LockRequest request = chance.percent(10) ? LockRequest.of(name, chance.of(names)) : LockRequest.of(name);
        request = kind(request.ownedBy(owner)).waitAtMost(millis(0, 0, 50, 500, 2_000, 5_000));
        if (chance.percent(5)) {
            return request.leaseFor(Duration.ofSeconds(3)).minHold(chance.millis(0, 1_500));
        }
        Duration lease = millis(300, 1_000, 2_000, 5_000);
        request = request.leaseFor(lease.compareTo(shortest) < 0 ? shortest : lease)
                .renewed(chance.percent(75));
        return chance.percent(5) ? request.maxHold(chance.millis(20, 2_000)) : request;
    }

    private LockRequest kind(LockRequest request) {
        boolean strictly = fair ? chance.percent(80) : chance.percent(10);
        return switch (flavour) {
            case EXCLUSIVE -> request.fair(strictly);
            case SHARED -> chance.percent(30) ? request : request.mode(LockMode.SHARED);
            case PERMITS -> request.permits(permits).fair(strictly);
            case MIXED ->
                chance.percent(50)
                        ? request.fair(strictly)
                        : chance.percent(50) ? request.mode(LockMode.SHARED) : request.permits(permits);
        };
    }

    private Duration millis(Integer... choices) {
        return Duration.ofMillis(chance.of(choices));
    }
}
