package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Stand;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The masters of a Redis Cluster, each by itself: what one does not answer keeps nothing from another. Calls go where their slot is known to
 * be, and on to where a node says that it is. The driver's own connection to a cluster would mend itself and send commands again, unseen.
 *
 * <p>Safe for use by several threads: a call is in the hands of one at a time.
 */
final class ClusterNodes implements RedisNodes, Redirects {

    private final RedisCommon common;
    private final String name;
    private final NodePool pool;
    private final SlotTable table;
    private volatile boolean closed;

    /** Connects to the nodes as to the first of the seeds. */
    ClusterNodes(Supplier<RedisClient> client, List<RedisURI> seeds, String name, RedisLockOptions options) {
        this.common = RedisCommon.of(options, true, this);
        this.name = name;
        this.pool = new NodePool(client, seeds.get(0), common);
        List<NodeAddress> addresses = seeds.stream().map(NodeAddress::of).toList();
        Duration patience = options.commandTimeout().dividedBy(2);
        this.table =
                new SlotTable(addresses, this::ask, patience, common.watchdog(), found -> pool.keep(found.masters()));
    }

    @Override
    public RedisCommon common() {
        return common;
    }

    @Override
    public <T> CompletableFuture<T> send(String lock, RedisCall<T> call) {
        if (closed) {
            call.completeExceptionally(closed());
            return call;
        }
        int slot = LockKeys.slot(lock);
        NodeAddress owner = table.owner(slot);
        if (owner != null) {
            return sendTo(owner, slot, call);
        }
        table.refresh().whenComplete((map, error) -> {
            NodeAddress found = table.owner(slot);
            if (found != null) {
                sendTo(found, slot, call);
            } else {
                call.completeExceptionally(error == null ? nobodyHas(slot) : unknown(error));
            }
        });
        return call;
    }

    // One by one, also those of one slot: a script with several keys is refused while these are moved.
    @Override
    public List<CompletableFuture<Boolean>> renew(List<Stand> stands) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>(stands.size());
        for (Stand stand : stands) {
            answers.add(send(stand.name(), new RenewCall(common.keys(), List.of(stand)))
                    .thenApply(held -> held.get(0)));
        }
        return answers;
    }

    @Override
    public void wanted(Stand stand) {
        NodeAddress owner = table.owner(LockKeys.slot(stand.name()));
        if (owner != null && !closed) {
            pool.node(owner).signals().wanted(stand);
        }
    }

    @Override
    public void unlisten(String clientId) {
        pool.all().forEach(node -> node.signals().unlisten(clientId));
    }

    @Override
    public CompletableFuture<List<RedisNode>> all() {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        Collection<NodeAddress> masters = table.masters();
        if (!masters.isEmpty()) {
            return CompletableFuture.completedFuture(
                    masters.stream().map(pool::node).toList());
        }
        return table.refresh().handle((map, error) -> {
            if (error != null) {
                throw unknown(error);
            }
            return table.masters().stream().map(pool::node).toList();
        });
    }

    @Override
    public boolean follow(RedisCall<?> call, Throwable failure) {
        if (closed) {
            return false;
        }
        String answer = RedisFailure.answer(failure);
        Route route = call.route();
        Redirect redirect = answer == null ? null : Redirect.of(answer);
        if (answer == null || RedisFailure.meansOtherOwner(answer)) {
            table.refresh();
        }
        if (route == null || answer == null) {
            return false;
        }
        if (answer.startsWith("TRYAGAIN") || (redirect != null && redirect.asking() && !goesAnywhere(call))) {
            moving(call, route);
            return true;
        }
        if (redirect != null) {
            goOn(call, route, redirect);
        }
        return redirect != null;
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        return pool.close();
    }

    private <T> CompletableFuture<T> sendTo(NodeAddress owner, int slot, RedisCall<T> call) {
        call.route(new Route(slot, owner));
        return sendOn(owner, call);
    }

    private <T> CompletableFuture<T> sendOn(NodeAddress to, RedisCall<T> call) {
        Route route = call.route();
        if (closed) {
            call.completeExceptionally(closed());
            return call;
        }
        return (route != null && route.asking() ? pool.importing(to) : pool.node(to)).send(call);
    }

    private void goOn(RedisCall<?> call, Route route, Redirect redirect) {
        NodeAddress to = NodeAddress.parse(redirect.to(), route.at());
        if (!redirect.asking()) {
            table.moved(route.slot(), to);
        }
        if (route.goOn(to, redirect.asking())) {
            common.doubts().incrementAndGet();
            sendOn(to, call);
        } else {
            call.completeExceptionally(LockStoreException.notSent(
                    name + " does not agree on who has slot " + route.slot() + ", at last " + redirect.to()
                            + ". Locks of it work when it does.",
                    true,
                    null));
        }
    }

    /** While keys are moved one by one, a script with several finds them together nowhere, as its target would say, too. */
    private void moving(RedisCall<?> call, Route route) {
        String message = name + " is moving the locks of slot " + route.slot() + " to another node."
                + " They work again when that is done.";
        if (call instanceof RetireCall retire) {
            LeaveCall leave = retire.leaving();
            sendTo(route.at(), route.slot(), leave).whenComplete((ours, error) -> {
                boolean mayHaveRun = error != null || ours;
                call.completeExceptionally(
                        mayHaveRun
                                ? new LockStoreException(message, true, null)
                                : LockStoreException.notSent(message, true, null));
            });
        } else {
            call.completeExceptionally(LockStoreException.notSent(message, true, null));
        }
    }

    private static boolean goesAnywhere(RedisCall<?> call) {
        return call instanceof ScriptCall<?> script && script.keys() == 1;
    }

    private CompletableFuture<SlotMap> ask(NodeAddress address) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        return pool.node(address).send(new SlotsCall()).thenApply(reply -> {
            SlotMap found = SlotMap.of(reply, address);
            if (found.masters().isEmpty()) {
                throw new LockStoreException("Redis at " + address + " knows no node that has slots.", true, null);
            }
            return found;
        });
    }

    private LockStoreException closed() {
        return LockStoreException.notSent("The connection to " + name + " is closed.", false, null);
    }

    private LockStoreException nobodyHas(int slot) {
        return LockStoreException.notSent(
                name + " has no node for slot " + slot + ". Locks of it work when one has it.", true, null);
    }

    private static LockStoreException unknown(Throwable error) {
        Throwable cause = error instanceof LockStoreException || error.getCause() == null ? error : error.getCause();
        return LockStoreException.notSent(
                String.valueOf(cause.getMessage()),
                !(cause instanceof LockStoreException known) || known.isPassing(),
                cause);
    }
}
