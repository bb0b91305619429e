package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Readers and writers, permits, and requests that do not nest. */
public abstract class KindContractTest extends ClientFixture {

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    @Test
    void readersAreInTogetherAndAWriterIsNot() {
        LockLease first = client.acquire(shared());

        LockLease second = other.acquire(shared());

        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isTrue();
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(other.tryAcquire(request.ownedBy("writer"))).isEmpty();
        assertThat(other.inspect(name).holders()).hasSize(2);
    }

    @Test
    void aWriterComesInWhenTheLastReaderLeaves() {
        LockLease first = client.acquire(shared());
        LockLease second = other.acquire(shared());
        CompletableFuture<LockLease> writer = other.acquireAsync(request.waitAtMost(LONG_WAIT));
        awaitWaiting(1);

        first.release();
        boolean early = writer.isDone();
        second.release();

        assertThat(early).isFalse();
        assertThat(result(writer).isHeld()).isTrue();
        assertThat(client.tryAcquire(shared())).isEmpty();
    }

    @Test
    void noReaderOvertakesAWaitingWriter() {
        LockLease reader = client.acquire(shared());
        CompletableFuture<LockLease> writer = other.acquireAsync(request.waitAtMost(LONG_WAIT));
        awaitWaiting(1);

        boolean overtaken = client.tryAcquire(shared().ownedBy("late")).isPresent();
        CompletableFuture<LockLease> late = client.acquireAsync(shared().waitAtMost(LONG_WAIT));
        awaitWaiting(2);
        reader.release();

        assertThat(overtaken).isFalse();
        LockLease writing = result(writer);
        assertThat(late).isNotDone();
        writing.release();
        assertThat(result(late).isHeld()).isTrue();
    }

    @Test
    void waitingReadersComeInTogether() {
        LockLease writer = client.acquire(request);
        List<CompletableFuture<LockLease>> readers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            readers.add((i % 2 == 0 ? client : other).acquireAsync(shared().waitAtMost(LONG_WAIT)));
        }
        awaitWaiting(2);

        writer.release();

        assertThat(readers)
                .allSatisfy(reader -> assertThat(result(reader).isHeld()).isTrue());
        assertThat(other.inspect(name).holders()).hasSize(40);
    }

    @Test
    void anUpgradeIsRefusedAndADowngradeIsNested() {
        client.acquire(shared());
        assertThatThrownBy(() -> client.acquire(request))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll(name, "SHARED", "EXCLUSIVE", "wait for itself");
        assertThatThrownBy(() -> result(client.acquireAsync(request.ownedBy(Thread.currentThread()))))
                .hasCauseInstanceOf(LockUsageException.class);

        LockRequest elsewhere = LockRequest.of(name + "-2");
        LockLease outer = client.acquire(elsewhere);
        LockLease inner = client.acquire(elsewhere.mode(LockMode.SHARED));

        assertThat(inner.fencingToken()).isEqualTo(outer.fencingToken());
    }

    @Test
    void thereAreAsManyHoldersAsPermits() {
        LockRequest permit = request.permits(2);
        LockLease first = result(client.acquireAsync(permit));
        LockLease second = result(other.acquireAsync(permit));
        CompletableFuture<LockLease> third = other.acquireAsync(permit.waitAtMost(LONG_WAIT));
        awaitWaiting(1);

        assertThat(client.tryAcquire(permit.ownedBy("fourth"))).isEmpty();
        assertThat(client.tryAcquire(request.ownedBy("exclusive"))).isEmpty();
        first.release();

        assertThat(result(third).isHeld()).isTrue();
        assertThat(second.isHeld()).isTrue();
    }

    @Test
    void aRequestThatDoesNotNestIsBusyAtOnceInsideItsOwnHold() {
        LockRequest own = request.waitAtMost(LONG_WAIT).reentrant(false);
        LockLease outer = client.acquire(own);

        assertThatThrownBy(() -> client.acquire(own)).isInstanceOf(LockBusyException.class);
        assertThat(client.tryAcquire(own)).isEmpty();
        assertThat(outer.release()).isTrue();
        assertThat(client.tryAcquire(own)).isPresent();
    }

    @Test
    void sharedLeasesAreRenewedAndKeepTheirMinimumHold() {
        LockLease reader =
                client.acquire(shared().leaseFor(Duration.ofMillis(600)).minHold(Duration.ofMinutes(1)));

        Awaitility.await()
                .during(Duration.ofMillis(1_500))
                .atMost(AT_MOST)
                .until(() -> reader.isHeld()
                        && other.tryAcquire(request.ownedBy("writer")).isEmpty());
        assertThat(reader.release()).isTrue();

        assertThat(other.tryAcquire(request.ownedBy("writer"))).isEmpty();
        assertThat(other.tryAcquire(shared().ownedBy("reader"))).isPresent();
    }

    @Test
    void anOwnerWithTwoPermitsIsFoundUntilItHasNone() {
        LockRequest permit = request.permits(3).ownedBy("job");
        LockLease first = result(client.acquireAsync(permit));
        LockLease second = result(client.acquireAsync(permit.reentrant(false).ownedBy("other job")));
        LockLease nested = result(client.acquireAsync(permit));

        second.release();
        nested.release();

        assertThat(result(client.acquireAsync(permit)).fencingToken()).isEqualTo(first.fencingToken());
    }

    private LockRequest shared() {
        return request.mode(LockMode.SHARED);
    }

    private void awaitWaiting(int places) {
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).waiting() == places);
    }
}
