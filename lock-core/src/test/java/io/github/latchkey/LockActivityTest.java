package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client says it does, on a clock that is moved by hand. */
class LockActivityTest {

    private final ManualTimer timer = new ManualTimer();
    private final LockClient client = LockClient.builder(new MemoryLockStore(timer))
            .timer(timer)
            .applicationName("shop")
            .closeGrace(Duration.ZERO)
            .build();
    private final LockRequest request =
            LockRequest.of("order:42").waitAtMost(Duration.ofMinutes(1)).label("pay");

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aClientThatDoesNothingSaysSo() {
        assertThat(client.activity()).isEqualTo(new LockActivity(List.of(), List.of()));
    }

    @Test
    void whatIsHeldIsListedWithItsTimesTheOldestFirst() {
        LockLease first = client.acquire(request.renewed(false));
        timer.advance(Duration.ofSeconds(3));
        client.acquire(LockRequest.of("order:43", "order:44"));
        client.acquire(request);

        List<LockActivity.Held> held = client.activity().held();

        assertThat(held)
                .extracting(LockActivity.Held::name)
                .startsWith("order:42")
                .hasSize(3);
        assertThat(held).first().satisfies(hold -> {
            assertThat(hold.label()).isEqualTo("pay");
            assertThat(hold.owner())
                    .startsWith("shop@")
                    .isIn(client.inspect("order:42").holders());
            assertThat(hold.fencingToken()).isEqualTo(first.fencingToken());
            assertThat(hold.heldFor()).isEqualTo(Duration.ofSeconds(3));
            assertThat(hold.remaining()).isBetween(Duration.ofSeconds(26), Duration.ofSeconds(27));
            assertThat(hold.state()).isEqualTo(LeaseState.HELD);
        });
        first.release();
    }

    @Test
    void thoseWhoWaitAreListedUntilTheyHaveTheLockOrLeave() {
        LockLease lease = client.acquire(request);
        CompletableFuture<LockLease> second = client.acquireAsync(request.ownedBy("second"));
        timer.advance(Duration.ofSeconds(2));
        CompletableFuture<LockLease> third =
                client.acquireAsync(request.label("cancel").ownedBy("third"));

        List<LockActivity.Waiting> waiting = client.activity().waiting();
        third.cancel(false);
        lease.release();

        assertThat(waiting)
                .containsExactly(
                        new LockActivity.Waiting("order:42", "pay", Duration.ofSeconds(2)),
                        new LockActivity.Waiting("order:42", "cancel", Duration.ZERO));
        assertThat(second).succeedsWithin(Duration.ofSeconds(5));
        assertThat(client.activity().waiting()).isEmpty();
        assertThat(client.activity().held()).hasSize(1);
    }

    @Test
    void whatIsGivenBackIsListedNoMore() {
        client.acquire(request).release();

        assertThat(client.activity().held()).isEmpty();
    }
}
