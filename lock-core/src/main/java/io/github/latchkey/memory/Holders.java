package io.github.latchkey.memory;

import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.LockState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is in: one exclusive holder, or several of one kind that tolerate each other. Their leases end one by one. */
final class Holders {

    private static final Comparator<Holder> BY_END =
            Comparator.comparingLong(Holder::expiresAt).thenComparing(Holder::id);

    private record Holder(String id, char kind, long token, long expiresAt) {

        boolean isExclusive() {
            return kind == Owner.EXCLUSIVE;
        }

        String shown() {
            return id.startsWith(Busy.NOBODY + ":") ? Busy.NOBODY : id;
        }

        Duration remaining(long now) {
            return Duration.ofNanos(expiresAt - now);
        }

        Holder atLeast(long other) {
            return new Holder(id, kind, Math.max(token, other), expiresAt);
        }

        Holder until(long end) {
            return new Holder(id, kind, token, end);
        }

        /** Its lease without it: nobody is in, and others of the kind may come in beside nobody. */
        Holder nobody(long end) {
            return new Holder(isExclusive() ? Busy.NOBODY : Busy.NOBODY + ":" + id, kind, token, end);
        }
    }

    private final Map<String, Holder> inside = new HashMap<>();

    void dropExpired(long now) {
        inside.values().removeIf(holder -> holder.expiresAt <= now);
    }

    boolean isEmpty() {
        return inside.isEmpty();
    }

    boolean isExclusive() {
        return inside.values().stream().anyMatch(Holder::isExclusive);
    }

    /** Returns whether one more of this owner's kind may come in beside those who are in. */
    boolean fits(Owner owner) {
        boolean sameKind = inside.values().stream().allMatch(holder -> holder.kind == owner.kind());
        return inside.isEmpty() || (owner.isShared() && sameKind && inside.size() < owner.atMost());
    }

    /** Lets an owner in, and returns its token. */
    long enter(Owner owner, Duration lease, Moment moment) {
        long token = moment.draw(Granted.TOKENS);
        put(new Holder(owner.id(), owner.kind(), token, moment.after(lease)));
        return token;
    }

    /** Makes the lease of an owner who is in whole again, and returns its token; nothing if it is not in. */
    @Nullable Long enterAgain(Owner owner, Moment moment) {
        if (!renew(owner, moment)) {
            return null;
        }
        Holder holder = inside.get(owner.id());
        // Only an exclusive holder's token is kept. A shared one gets a higher one, which does no harm.
        return holder != null && holder.isExclusive() ? holder.token : Long.valueOf(moment.draw(Granted.TOKENS));
    }

    /** Never shortens a lease: a late copy of a command must not undo a longer extension. */
    boolean renew(Owner owner, Moment moment) {
        Holder holder = inside.get(owner.id());
        if (holder == null) {
            return false;
        }
        put(holder.until(Math.max(holder.expiresAt, moment.after(owner.stand().lease()))));
        return true;
    }

    /** Raises the token of an owner who is in, and all that are drawn from now on. */
    boolean raise(Owner owner, long token, Moment moment) {
        Holder holder = inside.get(owner.id());
        if (holder == null) {
            return false;
        }
        moment.tokens().raise(token + Granted.TOKENS - 1);
        put(holder.atLeast(token));
        return true;
    }

    /** Takes an owner out, whatever its token. Its place stays taken by nobody for a while, if it is to be kept. */
    boolean leave(Owner owner, Duration keep, Moment moment) {
        Holder holder = inside.remove(owner.id());
        if (holder != null && !keep.isZero()) {
            put(holder.nobody(moment.after(keep)));
        }
        return holder != null;
    }

    /** Tells one who did not come in of the holder who stays the longest. */
    Busy busy(long arrival, boolean gaveBack, Moment moment) {
        Holder last = inside.values().stream().max(BY_END).orElseThrow();
        return new Busy(last.shown(), last.remaining(moment.now()), arrival, gaveBack);
    }

    LockState state(String name, int waiting, Moment moment) {
        List<Holder> all = inside.values().stream().sorted(BY_END).toList();
        Holder last = all.isEmpty() ? null : all.get(all.size() - 1);
        return new LockState(
                name,
                all.stream().map(Holder::shown).toList(),
                last == null ? null : last.remaining(moment.now()),
                last == null || !last.isExclusive() ? 0 : last.token,
                waiting);
    }

    private void put(Holder holder) {
        inside.put(holder.id, holder);
    }
}
