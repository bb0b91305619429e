package io.github.latchkey.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.Look;
import io.github.latchkey.ManualTimer;
import io.github.latchkey.Stand;
import io.github.latchkey.memory.TestedMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Five scripted nodes, and two stores on them, which are two processes. Time moves by hand. */
abstract class QuorumFixture {

    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration TIMEOUT = QuorumOptions.DEFAULTS.nodeTimeout();

    /** After that, the other nodes are asked as well as the first. */
    static final Duration FIRST_ONES = TIMEOUT.dividedBy(10);

    final ManualTimer timer = new ManualTimer();
    final List<ScriptedNode> nodes = IntStream.rangeClosed(1, 5)
            .mapToObj(i -> new ScriptedNode("node " + i, new TestedMemoryStore(timer)))
            .toList();
    final QuorumLockStore here = newStore(1);
    final QuorumLockStore there = newStore(2);
    final Stand a = stand("a:1:x");
    final Stand b = stand("b:1:x");

    private QuorumLockStore newStore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return QuorumLockStore.of(nodes, QuorumOptions.DEFAULTS, timer, () -> random);
    }

    static Stand stand(String owner) {
        return new Stand("order", owner, LEASE);
    }

    ScriptedNode node(int number) {
        return nodes.get(number - 1);
    }

    static CompletableFuture<Acquisition> look(QuorumLockStore store, Stand stand) {
        return store.acquire(Look.once(stand)).toCompletableFuture();
    }

    static Granted granted(CompletableFuture<Acquisition> answer) {
        assertThat(answer).isCompletedWithValueMatching(Granted.class::isInstance, "granted");
        return (Granted) answer.join();
    }

    /** Holds the lock for so long that all nodes were asked for it. */
    Granted heldEverywhere(QuorumLockStore store, Stand stand) {
        Granted granted = granted(look(store, stand));
        timer.advance(FIRST_ONES);
        return granted;
    }

    static Busy busy(CompletableFuture<Acquisition> answer) {
        assertThat(answer).isCompletedWithValueMatching(Busy.class::isInstance, "busy");
        return (Busy) answer.join();
    }

    /** Whom the nodes have granted the lock to, each for itself. */
    List<String> votes() {
        return nodes.stream()
                .map(node -> node.state("order").heldBy().map(NodeOwner::owner).orElse("free"))
                .toList();
    }
}
