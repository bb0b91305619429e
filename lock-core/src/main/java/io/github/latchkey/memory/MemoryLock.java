package io.github.latchkey.memory;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import io.github.latchkey.Look;
import io.github.latchkey.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One lock and its rules, the same as those of the Redis store's scripts, which say why they are so. For one thread at a time.
 */
final class MemoryLock {

    private final Holders holders = new Holders();
    private final Line line = new Line();
    private final Map<String, Long> tombstones = new HashMap<>();

    /** Drops what has ended by itself. Goes before every operation, as Redis lets no command see a key that has expired. */
    void dropExpired(long now) {
        holders.dropExpired(now);
        line.dropExpired(now);
        tombstones.values().removeIf(end -> end <= now);
    }

    /** Returns whether there is nothing to remember. */
    boolean isForgotten() {
        return holders.isEmpty() && line.isEmpty() && tombstones.isEmpty();
    }

    Acquisition acquire(Look look, Moment moment) {
        Owner me = new Owner(look.stand());
        boolean gaveBack =
                look.old() != null && retire(new Owner(look.old()), Duration.ZERO, look.oldMayHaveCopies(), moment);
        if (tombstones.containsKey(me.id())) {
            return new Refused(gaveBack);
        }
        long arrival = look.arrival();
        Long token = holders.enterAgain(me, moment);
        if (token != null && look.waits()) {
            line.claimed(me, moment.now());
        } else if (token == null) {
            arrival = look.waits() ? line.join(me, arrival, moment) : arrival;
            token = holders.isExclusive() ? null : serve(me, moment);
        }
        // One who does not wait has no ticket, and comes in where nobody else has one.
        if (token == null && line.isEmpty() && holders.fits(me)) {
            token = holders.enter(me, me.stand().lease(), moment);
        }
        return token == null
                ? holders.busy(arrival, gaveBack, moment)
                : new Granted(token, me.stand().validFor(), gaveBack);
    }

    boolean retire(Owner owner, Duration keep, boolean tombstone, Moment moment) {
        boolean waited = line.leave(owner);
        boolean held = holders.leave(owner, keep, moment);
        if (tombstone) {
            tombstones.put(owner.id(), moment.after(owner.stand().tombstoneFor()));
        }
        if (waited || held) {
            serve(null, moment);
        }
        return held;
    }

    boolean renew(Owner owner, Moment moment) {
        return holders.renew(owner, moment);
    }

    boolean raise(Owner owner, long token, Moment moment) {
        return holders.raise(owner, token, moment);
    }

    LockState inspect(String name, Moment moment) {
        return holders.state(name, line.size(), moment);
    }

    /**
     * Offers the lock to the living who wait, the oldest first, as far as they fit and for as long as they count as alive; the first
     * that does not fit keeps the younger ones waiting. The one who asks at this moment is no offer but in for its whole lease: its token is returned.
     */
    private @Nullable Long serve(@Nullable Owner me, Moment moment) {
        Long mine = null;
        Owner next = line.first(me, moment.now());
        while (next != null && holders.fits(next)) {
            line.leave(next);
            if (me != null && next.isSame(me)) {
                mine = holders.enter(me, me.stand().lease(), moment);
            } else {
                holders.enter(next, line.aliveFor(next, moment.now()), moment);
                moment.offers().add(next);
            }
            next = next.isShared() ? line.first(me, moment.now()) : null;
        }
        return mine;
    }
}
