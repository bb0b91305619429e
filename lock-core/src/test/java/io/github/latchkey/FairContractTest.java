package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What fair requests are promised, on stores that know an order of all who wait. */
public abstract class FairContractTest extends ClientFixture {

    private final LockRequest waiting = request.waitAtMost(AT_MOST);

    @Test
    void fairRequestsComeInStrictlyInTheOrderOfTheirArrival() {
        LockLease first = client.acquire(waiting);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            all.add((i % 3 == 0 ? client : other)
                    .acquireAsync(waiting.fair(true))
                    .thenApply(lease -> {
                        order.add(number);
                        return lease.release();
                    }));
            Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).waiting() == number + 1);
        }

        first.release();

        assertThat(all).allSatisfy(each -> assertThat(result(each)).isTrue());
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void moreFairWaitersThanAllowedAreBusyAtOnce() {
        LockClient small = newClient("small", builder -> builder.maxWaiters(2));
        LockLease held = small.acquire(waiting);
        LockRequest fair = waiting.fair(true);
        List<CompletableFuture<LockLease>> two = List.of(small.acquireAsync(fair), small.acquireAsync(fair));

        assertThatThrownBy(() -> result(small.acquireAsync(fair))).hasCauseInstanceOf(LockBusyException.class);

        two.forEach(each -> each.cancel(true));
        held.release();
    }
}
