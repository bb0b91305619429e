package io.github.latchkey;

import io.github.latchkey.fault.history.Actor;
import io.github.latchkey.fault.history.Call;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.history.Exclusion;
import io.github.latchkey.fault.history.Op;
import io.github.latchkey.fault.history.Phase;
import io.github.latchkey.fault.history.Rule;
import io.github.latchkey.fault.history.Tokens;
import io.github.latchkey.fault.history.Violation;
import io.github.latchkey.quorum.QuorumOptions;
import io.github.latchkey.quorum.SimulatedQuorum;
import io.github.latchkey.simulation.Chance;
import io.github.latchkey.simulation.Climate;
import io.github.latchkey.simulation.Journal;
import io.github.latchkey.simulation.NodeWire;
import io.github.latchkey.simulation.QuorumNode;
import io.github.latchkey.simulation.SimulatedProcess;
import io.github.latchkey.simulation.SimulatedProcess.Inbox;
import io.github.latchkey.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run of a few clients over a quorum, whose nodes are restarted empty, whose clocks differ by seconds, and to each of which each client
 * has a connection of its own that breaks. In the end nothing may be remembered.
 */
final class QuorumSimulation {

    private static final String NAME = "order";
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration WORK = Duration.ofSeconds(20);

    /** How a node is made, from the time and how far its clock is ahead, and drifts. */
    @FunctionalInterface
    interface NodeMaker {
        QuorumNode make(VirtualTime time, Duration ahead, int drift);
    }

    private record Client(
            String name, long pid, SimulatedProcess process, List<NodeWire> wires, LockStore store, LockClient locks) {}

    private final VirtualTime time = new VirtualTime();
    private final Chance chance;
    private final Journal journal;
    private final List<QuorumNode> nodes;
    private final List<Client> clients;
    private boolean over;
    private int grants;

    QuorumSimulation(long seed, boolean talkative, NodeMaker maker) {
        this.chance = new Chance(seed);
        this.journal = new Journal(time, talkative);
        this.nodes = Stream.generate(() -> maker.make(time, chance.millis(0, 2_000), chance.between(-8, 8)))
                .limit(chance.percent(50) ? 3 : 5)
                .toList();
        this.clients = IntStream.rangeClosed(1, chance.between(2, 4))
                .mapToObj(this::client)
                .toList();
    }

    List<Violation> run() {
        for (Client client : clients) {
            for (int i = chance.between(1, 2); i > 0; i--) {
                ask(client, client.name() + "/" + i);
            }
        }
        if (chance.percent(80)) {
            misfortune(chance.between(100, 2_000));
        }
        time.advance(WORK);
        over = true;
        clients.forEach(client -> client.process().resume());
        time.advance(Duration.ofSeconds(80));
        List<Violation> found = new ArrayList<>(journal.violations());
        found.addAll(Exclusion.check(journal.events()));
        found.addAll(Tokens.check(journal.events()));
        for (Client client : clients) {
            int remembered = SimulatedQuorum.remembered(client.store());
            if (remembered > 0) {
                found.add(new Violation(Rule.LEFTOVER, NAME, client.name() + " remembers " + remembered + " stands"));
            }
        }
        return found;
    }

    int grants() {
        return grants;
    }

    List<String> lines() {
        return journal.lines();
    }

    private Client client(int pid) {
        String name = "c" + pid;
        SimulatedProcess process = new SimulatedProcess(chance);
        Climate climate = chance.percent(50) ? Climate.windy(chance) : Climate.stormy(chance);
        List<NodeWire> wires = IntStream.range(0, nodes.size())
                .mapToObj(i -> new NodeWire(nodes.get(i), "n" + i, time, process, journal, name, climate))
                .toList();
        SimulatedTimer timer = new SimulatedTimer(time, process, 0);
        LockStore store =
                SimulatedQuorum.of(wires, QuorumOptions.DEFAULTS.longestLease(LONGEST), timer, chance.source());
        Executor threads = task -> time.after(chance.millis(0, 1), () -> process.run(Inbox.WORK, task));
        Engine engine =
                new Engine(new ClientId(name), store, timer, threads, threads, chance.source(), 10_000, List.of());
        return new Client(name, pid, process, wires, store, new DefaultLockClient(engine, Duration.ZERO, () -> {}));
    }

    private void ask(Client client, String owner) {
        if (over) {
            return;
        }
        LockRequest request = LockRequest.of(NAME)
                .waitAtMost(chance.percent(30) ? Duration.ZERO : chance.millis(0, 5_000))
                .leaseFor(chance.millis(500, (int) LONGEST.toMillis()))
                .renewed(chance.percent(50));
        Call call = Call.exclusive(
                journal.nextCall(), NAME, new Actor(client.name(), owner, "", client.pid()), request.waitAtMost());
        journal.record(Op.ACQUIRE, Phase.INVOKED, call);
        client.locks().acquireAsync(request.ownedBy(call.id())).whenComplete((lease, error) -> {
            if (lease == null) {
                journal.record(Op.ACQUIRE, error instanceof LockBusyException ? Phase.FAIL : Phase.UNKNOWN, call);
            } else {
                hold(client, call, lease);
            }
            later(client, chance.millis(0, 300), () -> ask(client, owner));
        });
    }

    private void hold(Client client, Call call, LockLease lease) {
        grants++;
        long token = lease.fencingToken();
        note(Op.ACQUIRE, call, lease, token);
        lease.onLost(lost -> journal.record(Op.LOST, Phase.OK, call));
        work(client, call, lease, token, chance.between(0, 40));
    }

    /** Works on in steps, after each of which the later deadline is noted, and then gives back. */
    private void work(Client client, Call call, LockLease lease, long token, int steps) {
        later(client, Duration.ofMillis(50), () -> {
            if (lease.isHeld()) {
                note(Op.RENEW, call, lease, token);
            }
            if (steps > 0 && !over) {
                work(client, call, lease, token, steps - 1);
                return;
            }
            journal.record(Op.RELEASE, Phase.INVOKED, call);
            lease.releaseAsync().thenAccept(ours -> journal.record(Op.RELEASE, ours ? Phase.OK : Phase.FAIL, call));
        });
    }

    private void note(Op op, Call call, LockLease lease, long token) {
        journal.record(Event.of(op, Phase.OK, call, time.now())
                .token(token)
                .deadline(time.now() + lease.remaining().toNanos()));
    }

    private void later(Client client, Duration delay, Runnable task) {
        time.after(delay, () -> client.process().run(Inbox.WORK, task));
    }

    private void misfortune(int meanMillis) {
        time.after(chance.millis(0, 2 * meanMillis), () -> {
            if (over) {
                return;
            }
            Client client = chance.of(clients);
            switch (chance.below(4)) {
                case 0 -> {
                    QuorumNode node = chance.of(nodes);
                    journal.note("!!!", () -> "node " + nodes.indexOf(node) + " is restarted empty");
                    node.restart();
                    clients.forEach(each ->
                            each.wires().get(nodes.indexOf(node)).cut(chance.millis(0, 20), chance.millis(0, 200)));
                }
                case 1 -> {
                    client.process().stop();
                    time.after(chance.millis(0, 3_000), () -> client.process().resume());
                }
                default -> chance.of(client.wires()).cut(chance.millis(0, 500), chance.millis(0, 1_000));
            }
            misfortune(meanMillis);
        });
    }
}
