package io.github.latchkey;

import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.Chance;
import io.github.latchkey.simulation.Climate;
import io.github.latchkey.simulation.Flaw;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One run of a few clients with a few owners each, in which everything is decided by a seed: what they want, the weather, and what goes
 * wrong. Then it is mended, all give back, and nothing may be left.
 */
final class Simulation {

    private static final Duration WORK = Duration.ofSeconds(10);
    private static final Duration LONGEST_ERRAND = Duration.ofSeconds(12);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(6);
    private static final Duration LONGEST_TICKET = Duration.ofSeconds(70);

    private final World world;
    private final Wishes wishes;
    private final List<SimulatedClient> clients;
    private final List<Worker> workers = new ArrayList<>();
    private final Watch watch;
    private final Map<String, Duration> kept = new HashMap<>();
    private final Amnesia amnesia = new Amnesia();
    private final Misfortunes misfortunes;

    Simulation(long seed, boolean talkative, Flaw flaw) {
        this.world = new World(seed, talkative, flaw);
        Chance chance = world.chance();
        Climate climate = climate(chance);
        world.weather(climate);
        this.wishes = new Wishes(chance, climate.roundTrip().multipliedBy(2));
        this.clients = IntStream.rangeClosed(1, chance.between(2, 4))
                .mapToObj(pid -> new SimulatedClient(world, "c" + pid, pid))
                .toList();
        this.watch = new Watch(world, clients, wishes.names(), Duration.ofMillis(climate.slowest()), amnesia);
        for (SimulatedClient client : clients) {
            for (int i = chance.between(1, 4); i > 0; i--) {
                workers.add(new Worker(world, client, i, wishes, this::watch));
            }
        }
        this.misfortunes = new Misfortunes(world, clients, wishes.names(), amnesia);
    }

    /** Runs it all; returns what was found to be wrong. */
    List<Violation> run() {
        workers.forEach(Worker::begin);
        if (world.chance().percent(80)) {
            misfortunes.begin();
        }
        world.time().advance(WORK);
        workers.forEach(Worker::retire);
        misfortunes.end();
        clients.forEach(client -> client.wire().weather(Climate.calm(world.chance())));
        world.time().advance(LONGEST_ERRAND);
        watch.open()
                .forEach(errand -> left(errand.request().name(), "an errand that does not end: " + errand.request()));
        world.time().advance(LONGEST_LEASE.plus(world.server().setBack()));
        wishes.names().forEach(name -> {
            LockState state = world.state(name);
            if (state.isTaken()) {
                left(name, state.toString());
            }
        });
        long sent = sent();
        clients.stream().filter(client -> !client.process().isDead()).forEach(client -> client.leftovers()
                .forEach(what -> left(client.name(), what)));
        world.time().advance(LONGEST_TICKET.plus(world.server().setBack()));
        if (sent() != sent) {
            left("", "somebody still sends commands");
        }
        wishes.names().forEach(name -> {
            if (world.state(name).waiting() > 0) {
                left(name, "a ticket: " + world.state(name));
            }
        });
        EngineErrors.sinceLastTime().forEach(error -> world.journal().violation(Rule.ERROR, "", error));
        return new Judge(world, amnesia, kept).violations();
    }

    /** What happened, to be read. */
    List<String> lines() {
        return world.journal().lines();
    }

    private static Climate climate(Chance chance) {
        int kind = chance.below(20);
        if (kind == 0) {
            return Climate.sluggish(chance);
        }
        return kind < 5 ? Climate.calm(chance) : kind < 10 ? Climate.windy(chance) : Climate.stormy(chance);
    }

    private void watch(Errand errand) {
        watch.add(errand);
        // Of several names each is kept from its own grant on, before the errand sees them.
        if (errand.calls().size() == 1 && !errand.request().terms().minHold().isZero()) {
            errand.calls()
                    .forEach(
                            call -> kept.put(call.id(), errand.request().terms().minHold()));
        }
    }

    private long sent() {
        return clients.stream().mapToLong(client -> client.wire().sent()).sum();
    }

    private void left(String name, String what) {
        world.journal().violation(Rule.LEFTOVER, name, what);
    }
}
