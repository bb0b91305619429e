package io.github.latchkey.memory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who waits, in the order of arrival, and when the clients of those who wait have looked last. */
final class Line {

    /** How long a client counts as alive after a look. */
    private static final Duration ALIVE = Duration.ofSeconds(2);

    /** How long a queue lasts without looks. */
    private static final Duration QUEUED = Duration.ofSeconds(60);

    private record Ticket(Owner owner, long arrival) {}

    private final Map<String, Ticket> tickets = new HashMap<>();
    private final TreeSet<Ticket> order = new TreeSet<>(Comparator.comparingLong(Ticket::arrival)
            .thenComparing(ticket -> ticket.owner().id()));
    private final Map<String, Long> seen = new HashMap<>();
    private long forgottenAt;

    void dropExpired(long now) {
        if (forgottenAt <= now) {
            tickets.clear();
            order.clear();
            seen.clear();
        }
    }

    boolean isEmpty() {
        return tickets.isEmpty();
    }

    int size() {
        return tickets.size();
    }

    /** Gives an owner its place, which is the one it had: a ticket that was dropped comes back to it. Returns the arrival. */
    long join(Owner owner, long arrival, Moment moment) {
        Ticket ticket = tickets.get(owner.id());
        if (ticket != null && arrival != 0 && arrival < ticket.arrival()) {
            // It was dropped, and a late copy of the owner's first look has given it a later one.
            leave(owner);
            ticket = null;
        }
        if (ticket == null) {
            ticket = new Ticket(owner, arrival == 0 ? moment.draw(1) : arrival);
            tickets.put(owner.id(), ticket);
            order.add(ticket);
        }
        seen.values().removeIf(look -> moment.now() - look >= ALIVE.toNanos());
        seen.put(owner.client(), moment.now());
        forgottenAt = moment.after(QUEUED);
        return ticket.arrival();
    }

    /** Notes that the client of an owner who claims its offer is alive, if it is still known. */
    void claimed(Owner owner, long now) {
        seen.computeIfPresent(owner.client(), (client, before) -> now);
    }

    boolean leave(Owner owner) {
        Ticket ticket = tickets.remove(owner.id());
        return ticket != null && order.remove(ticket);
    }

    /** Returns the oldest of the living, and drops the tickets before it. Who asks at this moment is alive. */
    @Nullable Owner first(@Nullable Owner me, long now) {
        while (!order.isEmpty()) {
            Owner oldest = order.first().owner();
            if (oldest.isSame(me) || !aliveFor(oldest, now).isZero()) {
                return oldest;
            }
            leave(oldest);
        }
        return null;
    }

    /** How long the client of an owner still counts as alive, and so how long an offer to it is open. */
    Duration aliveFor(Owner owner, long now) {
        Long look = seen.get(owner.client());
        // Seen in the future: the clock went back, and nobody knows. A ticket dropped wrongly comes back with the next
        // look.
        return look == null || look > now || now - look >= ALIVE.toNanos()
                ? Duration.ZERO
                : ALIVE.minusNanos(now - look);
    }
}
