package io.github.latchkey.simulation;

import io.github.latchkey.Busy;
import io.github.latchkey.Look;
import io.github.latchkey.Stand;
import io.github.latchkey.fault.history.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches that nobody gets a lock before one who stood in its line earlier, and whose client has looked within the last 2 s. One who was
 * dropped from the line is back in its old place with its next look.
 */
public final class LineOrder {

    private static final long ALIVE = Duration.ofSeconds(2).toNanos();

    private record Place(String name, String client, long arrival) {}

    private record Looker(String name, String client) {}

    private final Server server;
    private final Journal journal;
    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, Long> earliest = new HashMap<>();
    private final List<String> entering = new ArrayList<>();
    private final Map<Looker, Long> seen = new HashMap<>();

    /** Watches a server. */
    public LineOrder(Server server, Journal journal) {
        this.server = server;
        this.journal = journal;
    }

    /** Hears that lines were forgotten, or that the server does not know any more who is alive: each is back with its next look. */
    public void mixedUp() {
        places.clear();
        seen.clear();
    }

    void waits(Look look, Busy busy) {
        Stand stand = look.stand();
        if (!look.waits() || busy.arrival() == 0) {
            return;
        }
        String owner = stand.owner();
        String client = client(owner);
        looked(new Looker(stand.name(), client));
        // One that does not know its place may have been given a later one meanwhile; so may a late copy of its first
        // look.
        long arrival = look.arrival() == 0 ? busy.arrival() : look.arrival();
        earliest.merge(owner, arrival, Math::min);
        places.put(owner, new Place(stand.name(), client, arrival));
    }

    /** Hears that one who waits got in: its client is alive, and so are its other places. */
    void claims(Look look) {
        if (look.waits()) {
            looked(new Looker(look.stand().name(), client(look.stand().owner())));
        }
    }

    void left(Stand stand) {
        places.remove(stand.owner());
    }

    /** Hears who gets in by the operation under way, whether it asked or was offered the lock. */
    void enters(String owner) {
        entering.add(owner);
    }

    /** Judges the operation that is over: all who got in by it, together. */
    void settle(String name) {
        entering.forEach(places::remove);
        for (String owner : entering) {
            long arrival = earliest.getOrDefault(owner, Long.MAX_VALUE);
            places.forEach((other, place) -> {
                if (place.name.equals(name) && place.arrival < arrival && isAlive(new Looker(name, place.client))) {
                    journal.violation(
                            Rule.ORDER, name, owner + " got in before " + other + ", which stood in line earlier");
                }
            });
        }
        entering.clear();
    }

    private void looked(Looker looker) {
        if (!isAlive(looker)) {
            places.values().removeIf(place -> place.client.equals(looker.client) && place.name.equals(looker.name));
        }
        seen.put(looker, server.now());
    }

    private boolean isAlive(Looker looker) {
        Long look = seen.get(looker);
        return look != null && look <= server.now() && server.now() - look < ALIVE;
    }

    private static String client(String owner) {
        int mode = owner.lastIndexOf(':');
        return owner.substring(0, owner.lastIndexOf(':', mode - 1));
    }
}
