package io.github.latchkey;

import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.simulation.Chance;
import io.github.latchkey.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong in a run besides the weather, at random times: breaks, pauses, crashes, and a server that forgets or errs in time. */
final class Misfortunes {

    private enum Kind {
        BREAK,
        OUTAGE,
        PAUSE,
        CRASH,
        FORGET,
        DELETE,
        CLOCK_FORWARD,
        CLOCK_BACK,
        RESUBSCRIBED
    }

    private final World world;
    private final Chance chance;
    private final List<SimulatedClient> clients;
    private final List<String> names;
    private final Amnesia amnesia;
    private final List<Kind> kinds = new ArrayList<>();
    private final Duration mean;
    private boolean over;

    Misfortunes(World world, List<SimulatedClient> clients, List<String> names, Amnesia amnesia) {
        this.world = world;
        this.chance = world.chance();
        this.clients = clients;
        this.names = names;
        this.amnesia = amnesia;
        for (Kind kind : Kind.values()) {
            // Tokens may fall where the server forgets after its clock went back.
            boolean allowed = kind != Kind.CLOCK_BACK || !kinds.contains(Kind.FORGET);
            if (allowed && chance.percent(kind == Kind.BREAK || kind == Kind.PAUSE ? 60 : 20)) {
                kinds.add(kind);
            }
        }
        this.mean = chance.millis(300, 4_000);
    }

    void begin() {
        if (!kinds.isEmpty()) {
            next();
        }
    }

    /** Lets nothing more go wrong, and mends what can be mended. */
    void end() {
        over = true;
        clients.forEach(this::resume);
    }

    private void next() {
        world.time().after(chance.millis(0, (int) mean.toMillis() * 2), () -> {
            if (!over) {
                strike(chance.of(kinds), chance.of(clients), chance.of(names));
                next();
            }
        });
    }

    private void strike(Kind kind, SimulatedClient client, String name) {
        switch (kind) {
            case BREAK -> cut(client, chance.millis(0, chance.of(20, 1_500)), chance.millis(0, 500));
            case OUTAGE -> {
                Duration down = chance.millis(0, 3_000);
                clients.forEach(each -> cut(each, chance.millis(0, 100), down));
            }
            case PAUSE -> pause(client, chance.millis(0, chance.of(100, 1_000, 5_000)));
            case CRASH -> crash(client);
            case FORGET -> {
                lost("forgets " + name, name);
                world.server().forget(name);
                world.order().mixedUp();
                clients.forEach(each -> each.departures().forget());
            }
            case DELETE -> {
                lost("deletes " + name, name);
                world.server().delete(name);
            }
            case CLOCK_FORWARD -> {
                names.forEach(each -> lost("clock forward", each));
                world.server().setClockForward(chance.millis(0, 5_000));
                world.order().mixedUp();
            }
            case CLOCK_BACK -> {
                over(world.journal().fault("clock back", -1));
                world.server().setClockBack(chance.millis(0, 3_000));
                world.order().mixedUp();
            }
            case RESUBSCRIBED -> client.missedSignals();
        }
    }

    private void cut(SimulatedClient client, Duration unnoticed, Duration down) {
        Call fault = world.journal().fault("break of " + client.name(), -1);
        client.wire().cut(unnoticed, down);
        world.time().after(unnoticed.plus(down), () -> over(fault));
    }

    private void pause(SimulatedClient client, Duration duration) {
        if (client.process().isRunning()) {
            Call fault = world.journal().fault("pause of " + client.name(), client.pid());
            client.process().stop();
            world.time().after(duration, () -> {
                resume(client);
                over(fault);
            });
        }
    }

    private void resume(SimulatedClient client) {
        client.process().resume();
    }

    private void crash(SimulatedClient client) {
        long alive = clients.stream().filter(each -> !each.process().isDead()).count();
        if (alive > 1 && !client.process().isDead()) {
            world.journal().fault("crash of " + client.name(), client.pid());
            client.process().kill();
            client.wire().cut(Duration.ZERO, Duration.ZERO);
        }
    }

    private void lost(String what, String name) {
        over(world.journal().fault(what, -1));
        amnesia.note(name, world.time().now());
    }

    private void over(Call fault) {
        world.journal().record(Op.FAULT, Phase.OK, fault);
    }
}
