package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is asked which node has which slot, and what is believed. */
class SlotTableTest {

    private static final NodeAddress ONE = new NodeAddress("one", 1);
    private static final NodeAddress TWO = new NodeAddress("two", 2);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Map<NodeAddress, CompletableFuture<SlotMap>> answers =
            new ConcurrentHashMap<>(Map.of(ONE, new CompletableFuture<>(), TWO, new CompletableFuture<>()));
    private final Queue<NodeAddress> asked = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer = StallWatch.newWatchdog();
    private final SlotTable table = new SlotTable(List.of(ONE, TWO), this::ask, PATIENCE, timer, found -> {});

    @AfterEach
    void endTimer() {
        timer.shutdownNow();
    }

    @Test
    void whileOneIsAskedNobodyElseAsks() {
        CompletableFuture<SlotMap> first = table.refresh();

        assertThat(table.refresh()).isSameAs(first);
        // On a busy machine the patience with it may be over by now.
        assertThat(asked).containsOnlyOnce(ONE);
    }

    @Test
    void aFailureLeadsToTheNextAtOnceAndSilenceAfterAWhile() {
        CompletableFuture<SlotMap> found = table.refresh();
        Awaitility.await().until(() -> asked.contains(TWO));
        answer(TWO, TWO);

        assertThat(found.join().owner(0)).isEqualTo(TWO);
        assertThat(table.owner(0)).isEqualTo(TWO);
    }

    @Test
    void whatIsSaidOfOneSlotCountsAtOnce() {
        answer(ONE, ONE);
        table.refresh().join();

        table.moved(0, TWO);

        assertThat(table.owner(0)).isEqualTo(TWO);
    }

    @Test
    void whatDoesNotPassByItselfIsWhatIsTold() {
        fail(ONE, new LockStoreException("wrong password", false, null));
        fail(TWO, new LockStoreException("down", true, null));

        assertThat(table.refresh())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("wrong password");
        assertThat(asked).containsExactly(ONE, TWO);
    }

    private CompletableFuture<SlotMap> ask(NodeAddress node) {
        asked.add(node);
        return answers.getOrDefault(node, new CompletableFuture<>());
    }

    private void answer(NodeAddress node, NodeAddress owner) {
        SlotMap map = new SlotMap();
        map.set(0, owner);
        answers.getOrDefault(node, new CompletableFuture<>()).complete(map);
    }

    private void fail(NodeAddress node, Throwable failure) {
        answers.getOrDefault(node, new CompletableFuture<>()).completeExceptionally(failure);
    }
}
