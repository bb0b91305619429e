package io.github.latchkey;

import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything after each thing that happens: writes down new deadlines, and finds locks that are free though somebody waits, and
 * locks that belong to owners who gave them up.
 */
final class Watch {

    /** A poll, the longest pause after a failure, and what threads take. */
    private static final Duration POLL = Duration.ofMillis(1_000 + 250 + 20);

    /** The longest pause between two tries to give a lock back, or between two looks. */
    private static final Duration TRY = Duration.ofMillis(1_020);

    private static final Duration OFFER = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final Duration LATELY = Duration.ofSeconds(5);

    private final World world;
    private final List<SimulatedClient> clients;
    private final List<String> names;
    private final Duration slowest;
    private final Amnesia amnesia;
    private final List<Errand> open = new ArrayList<>();
    private final Map<String, Long> freeSince = new HashMap<>();
    private final Map<String, String> offers = new HashMap<>();
    private final Map<SimulatedClient, Long> wellSince = new HashMap<>();
    private long nextGhosts;
    private boolean blind;

    Watch(World world, List<SimulatedClient> clients, List<String> names, Duration slowest, Amnesia amnesia) {
        this.world = world;
        this.clients = clients;
        this.names = names;
        this.slowest = slowest;
        this.amnesia = amnesia;
        world.time().observe(this::look);
    }

    /** Watches a request, too. */
    void add(Errand errand) {
        open.add(errand);
    }

    /** Requests that have not ended, in processes that live. */
    List<Errand> open() {
        return open.stream()
                .filter(errand -> errand.isOpen() && !errand.client().process().isDead())
                .toList();
    }

    private void look() {
        open.forEach(Errand::look);
        open.removeIf(errand -> !errand.isOpen());
        long now = world.time().now();
        for (SimulatedClient client : clients) {
            if (!client.isWell()) {
                wellSince.put(client, now);
            }
        }
        if (!blind) {
            names.forEach(name -> look(name, now));
        }
    }

    private void look(String name, long now) {
        boolean held = clients.stream().anyMatch(client -> client.relies(name));
        if (held && now < nextGhosts) {
            freeSince.remove(name);
            return;
        }
        nextGhosts = now + EVERY.toNanos();
        LockState state = world.state(name);
        ghosts(name, state, now);
        if (held || state.holders().stream().anyMatch(this::isInTheWay)) {
            freeSince.remove(name);
            return;
        }
        boolean wanted = open.stream()
                .anyMatch(errand -> errand.isWaitingFor(name) && errand.client().isWell());
        if (!wanted) {
            freeSince.remove(name);
            return;
        }
        String offered = state.heldBy().orElse("");
        String before = offers.put(name, offered);
        boolean givenUp = before != null && !before.equals(offered) && hasGivenUp(before);
        if (givenUp || amnesia.within(name, freeSince.getOrDefault(name, now), now)) {
            // The next one begins with a poll of its own.
            freeSince.remove(name);
        }
        Duration idle = Duration.ofNanos(now - freeSince.computeIfAbsent(name, free -> now));
        if (idle.compareTo(patience(now)) > 0) {
            found(Rule.PROGRESS, name, "free for " + idle.toMillis() + " ms while somebody waits: " + state);
        }
    }

    private void ghosts(String name, LockState state, long now) {
        for (String owner : state.holders()) {
            SimulatedClient client = client(owner);
            if (client != null && isGhost(client, owner, now)) {
                found(Rule.LEFTOVER, name, owner + " was given up and still has the lock");
            }
        }
    }

    /** Whether its lease is that of one who cannot give it back now, or is about to. */
    private boolean isInTheWay(String owner) {
        SimulatedClient client = client(owner);
        return client == null
                || client.departures().isForgotten(owner)
                || (world.witness().isClaimed(owner) && (!client.isWell() || hasGivenUp(owner)));
    }

    private boolean hasGivenUp(String owner) {
        SimulatedClient client = client(owner);
        return client != null && client.departures().leftAt(owner) != Long.MAX_VALUE;
    }

    private boolean isGhost(SimulatedClient client, String owner, long now) {
        if (client.departures().isOver(owner)) {
            return true;
        }
        long left = Math.max(client.departures().leftAt(owner), wellSince.getOrDefault(client, 0L));
        // Twice, for the first try may be refused.
        Duration tries = TRY.plus(slowest.multipliedBy(3)).multipliedBy(2);
        return client.isWell() && left < now && now - left > tries.toNanos();
    }

    private Duration patience(long now) {
        long ill = wellSince.values().stream()
                .filter(last -> now - last < LATELY.toNanos())
                .count();
        // A late look of one who died makes its client count as alive once more.
        long late = clients.stream()
                .filter(client -> client.process().isDead())
                .mapToLong(client -> client.wire().lateSince(now - LATELY.toNanos()))
                .sum();
        return POLL.plus(slowest.multipliedBy(5))
                .plus(OFFER.multipliedBy(ill + late))
                .plus(world.server().setBack());
    }

    private @Nullable SimulatedClient client(String owner) {
        return clients.stream()
                .filter(client -> owner.startsWith(client.name() + ":"))
                .findFirst()
                .orElse(null);
    }

    /** The first finding is enough: what follows from it is no news. */
    private void found(Rule rule, String name, String what) {
        blind = true;
        world.journal().violation(rule, name, what);
    }
}
