package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.simulation.ScriptedWeather;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a schedule is played: clients, each with weather of its own, and the checkers at the end. */
final class Stage {

    static final String NAME = "order:42";

    private final World world = World.scripted();
    private final Amnesia amnesia = new Amnesia();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Map<SimulatedClient, ScriptedWeather> weathers = new HashMap<>();
    private final Watch watch = new Watch(world, clients, List.of(NAME), Duration.ofMillis(10), amnesia);

    /** A client of the given name, which is one word. */
    SimulatedClient client(String name) {
        ScriptedWeather weather = new ScriptedWeather();
        world.weather(weather);
        SimulatedClient client = new SimulatedClient(world, name, clients.size() + 1L);
        clients.add(client);
        weathers.put(client, weather);
        return client;
    }

    ScriptedWeather weather(SimulatedClient client) {
        return weathers.getOrDefault(client, new ScriptedWeather());
    }

    World world() {
        return world;
    }

    /** Asks as a new owner of that client. */
    Errand ask(SimulatedClient client, LockRequest request) {
        Errand errand = new Errand(client, request.ownedBy(world.journal().nextCall()), world.journal(), world.time());
        watch.add(errand);
        return errand;
    }

    /** Asks, and lets time go by until the answer is there. */
    Errand get(SimulatedClient client, LockRequest request) {
        Errand errand = ask(client, request);
        advance(10);
        assertThat(errand.holds()).isTrue();
        return errand;
    }

    /** Whether somebody else gets the lock at this moment, without waiting; it gives it back at once. */
    boolean isFree() {
        SimulatedClient passer = client("passer" + clients.size());
        Errand errand = ask(passer, request(30_000).waitAtMost(Duration.ZERO));
        advance(10);
        boolean free = errand.holds();
        errand.leave();
        advance(10);
        return free;
    }

    /** Breaks a client's connection, which it notices at once; what was under way may still run, as the weather says. */
    void cut(SimulatedClient client, long down) {
        client.wire().cut(Duration.ofMillis(1), Duration.ofMillis(down));
    }

    /** Lets a client's process stand still from now on. */
    void stop(SimulatedClient client) {
        world.journal().fault("stop", client.pid());
        client.process().stop();
    }

    /** Ends a client's process. */
    void kill(SimulatedClient client) {
        world.journal().fault("kill", client.pid());
        client.process().kill();
    }

    /** Deletes the key of the lock at the server, and nothing else. */
    void delete() {
        amnesia.note(NAME, world.time().now());
        world.server().delete(NAME);
    }

    /** Lets the server forget the lock and its queue. */
    void forget() {
        amnesia.note(NAME, world.time().now());
        world.server().forget(NAME);
        world.order().mixedUp();
    }

    void advance(long millis) {
        world.time().advance(Duration.ofMillis(millis));
    }

    /** Asserts that the checkers found nothing. */
    void assertNothingBroken() {
        List<Violation> found = new Judge(world, amnesia, Map.of()).violations();
        assertThat(found).as(() -> String.join("\n", world.journal().lines())).isEmpty();
    }

    static LockRequest request(long lease) {
        return LockRequest.of(NAME)
                .leaseFor(Duration.ofMillis(lease))
                .renewed(false)
                .waitAtMost(Duration.ofSeconds(20));
    }
}
