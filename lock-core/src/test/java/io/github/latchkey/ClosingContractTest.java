package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** The end of a client. */
public abstract class ClosingContractTest extends ClientFixture {

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    @Test
    void closeWaitsForHoldersButForNobodyElse() {
        LockClient patient =
                LockClient.builder(newStore()).closeGrace(LONG_WAIT).build();
        LockLease lease = patient.acquire(request);
        CompletableFuture<LockLease> waiting =
                patient.acquireAsync(request.waitAtMost(LONG_WAIT).ownedBy("waiter"));

        CompletableFuture<Boolean> closed = onNewThread(() -> {
            patient.close();
            return true;
        });

        assertThatThrownBy(() -> result(waiting)).hasCauseInstanceOf(LockStoreException.class);
        assertThat(lease.isHeld()).isTrue();
        assertThat(closed).isNotDone();
        assertThat(lease.release()).isTrue();
        assertThat(result(closed)).isTrue();
        assertFree();
    }

    @Test
    void closeKeepsTheMinimumHold() {
        client.acquire(request.minHold(Duration.ofMinutes(1)));

        client.close();

        assertThat(other.inspect(name).heldBy()).contains("-");
    }

    @Test
    void closeEndsWaitersAndFreesWhatIsHeld() {
        LockLease lease = client.acquire(request);
        AtomicInteger losses = new AtomicInteger();
        lease.onLost(lost -> losses.incrementAndGet());
        CompletableFuture<LockLease> waiting = client.acquireAsync(request.waitAtMost(LONG_WAIT));

        client.close();

        assertThatThrownBy(() -> result(waiting))
                .hasCauseInstanceOf(LockStoreException.class)
                .hasMessageContainingAll(name, "closed");
        assertThat(lease.isHeld()).isFalse();
        assertThat(other.tryAcquire(request)).isPresent();
        Awaitility.await().atMost(AT_MOST).untilAtomic(losses, Matchers.is(1));
        assertThat(lease.release()).isFalse();
    }

    @Test
    void aClosedClientRefusesRequests() {
        client.close();
        client.close();

        assertThatThrownBy(() -> client.acquire(request))
                .isInstanceOf(LockStoreException.class)
                .hasMessageContainingAll(name, "closed");
        assertThatThrownBy(() -> client.tryAcquire(request)).isInstanceOf(LockStoreException.class);
        assertThatThrownBy(() -> result(client.acquireAsync(request))).hasCauseInstanceOf(LockStoreException.class);
    }
}
