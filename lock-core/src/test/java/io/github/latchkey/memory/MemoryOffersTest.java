package io.github.latchkey.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Look;
import io.github.latchkey.Signals;
import io.github.latchkey.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whom the store in memory tells of offers, and what it remembers when all is over. */
class MemoryOffersTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final TestedMemoryStore tested = new TestedMemoryStore();
    private final MemoryLockStore store = tested.store();
    private final List<String> told = new ArrayList<>();

    @Test
    void onlyTheClientOfAnOfferIsTold() {
        listen("a");
        listen("b");
        store.acquire(Look.once(stand("a:1:x")));
        store.acquire(Look.waiting(stand("b:1:x")));
        store.acquire(Look.waiting(stand("a:2:x")));

        store.retire(stand("a:1:x"), Duration.ZERO, false);

        assertThat(told).containsExactly("b hears b:1:x");
    }

    @Test
    void oneWhoNoLongerListensIsNotTold() {
        listen("b");
        store.acquire(Look.once(stand("a:1:x")));
        store.acquire(Look.waiting(stand("b:1:x")));
        store.unlisten("b");

        store.retire(stand("a:1:x"), Duration.ZERO, false);

        assertThat(told).isEmpty();
    }

    @Test
    void offersToReadersAreToldInTheirOrderAndCanBeClaimedThere() {
        store.acquire(Look.once(stand("a:1:x")));
        for (String client : List.of("c", "b")) {
            store.acquire(Look.waiting(stand(client + ":1:s")));
            store.listen(client, new Hearing(owner -> {
                store.acquire(Look.waiting(stand(owner)));
                told.add(owner);
            }));
        }

        store.retire(stand("a:1:x"), Duration.ZERO, false);
        tested.passTime(Duration.ofSeconds(5));

        assertThat(told).containsExactly("c:1:s", "b:1:s");
        assertThat(store.inspect("order").join().holders()).containsExactlyInAnyOrder("c:1:s", "b:1:s");
    }

    @Test
    void aReleasedLockIsForgotten() {
        store.acquire(Look.once(stand("a:1:x")));
        store.acquire(Look.waiting(stand("b:1:x")));
        store.inspect("another");
        store.renew(List.of(new Stand("third", "a:1:x", LEASE)));

        store.retire(stand("b:1:x"), Duration.ZERO, false);
        store.retire(stand("a:1:x"), Duration.ZERO, false);

        assertThat(store.remembered()).isZero();
    }

    @Test
    void whatEndsByItselfIsSwept() {
        for (int i = 0; i < 5_000; i++) {
            Stand stand = new Stand("order-" + i, "a:" + i + ":x", LEASE);
            store.acquire(Look.once(stand));
            store.acquire(Look.waiting(new Stand("order-" + i, "b:" + i + ":x", LEASE)));
            store.retire(new Stand("gone-" + i, "a:1:x", LEASE), Duration.ZERO, true);
        }
        tested.passTime(Duration.ofSeconds(61));

        for (int i = 0; i <= 10_000; i++) {
            store.inspect("another");
        }

        assertThat(store.remembered()).isZero();
    }

    private void listen(String client) {
        store.listen(client, new Hearing(owner -> told.add(client + " hears " + owner)));
    }

    private static Stand stand(String owner) {
        return new Stand("order", owner, LEASE);
    }

    private record Hearing(Consumer<String> offers) implements Signals {

        @Override
        public void offered(String owner) {
            offers.accept(owner);
        }

        @Override
        public void missed() {}
    }
}
