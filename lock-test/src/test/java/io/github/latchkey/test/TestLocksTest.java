package io.github.latchkey.test;

import static io.github.latchkey.test.OnThread.other;
import static io.github.latchkey.test.OnThread.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockMode;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test without Spring can do. */
@Timeout(30)
class TestLocksTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final TestLocks locks = TestLocks.create();

    private final LockClient client = locks.client();
    private final LockRequest order = LockRequest.of("order:42").label("pay");

    @Test
    void theTestsOwnWaitForALockThatIsHeldElsewherePassesAtOnce() {
        locks.holdElsewhere("order:42");

        assertThatThrownBy(() -> client.acquire(order.waitAtMost(HOUR)))
                .isInstanceOf(LockBusyException.class)
                .hasMessageContaining("'order:42' not acquired within 3600s (held by elsewhere@");
    }

    @Test
    void whatIsHeldElsewhereIsHeldUntilItIsClosed() {
        LockLease elsewhere = locks.holdElsewhere("order:42");
        locks.advance(HOUR.multipliedBy(24));

        assertThat(client.tryAcquire(order.waitAtMost(Duration.ZERO))).isEmpty();
        elsewhere.close();
        assertThat(client.tryAcquire(order.waitAtMost(Duration.ZERO))).isPresent();
    }

    @Test
    void anotherThreadWaitsUntilTheLockIsGivenBackElsewhere() {
        LockLease elsewhere = locks.holdElsewhere("order:42");
        CompletableFuture<LockLease> waiting = other(() -> client.acquire(order));
        locks.awaitWaiting("order:42");

        elsewhere.close();

        assertThat(result(waiting).isHeld()).isTrue();
        locks.assertRanUnder("pay", "order:42");
    }

    @Test
    void anotherThreadWaitsUntilTheClockIsMoved() {
        locks.holdElsewhere("order:42");
        CompletableFuture<Optional<LockLease>> waiting =
                other(() -> client.tryAcquire(order.waitAtMost(Duration.ofSeconds(2))));
        locks.awaitWaiting("order:42");

        locks.advance(Duration.ofMillis(1_999));
        locks.awaitWaiting("order:42");
        assertThat(waiting).isNotDone();
        locks.advance(Duration.ofMillis(1));

        assertThat(result(waiting)).isEmpty();
    }

    @Test
    void threadsOfTheApplicationWaitForEachOther() {
        LockLease first = result(other(() -> client.acquire(order)));
        CompletableFuture<LockLease> second = other(() -> client.acquire(order));
        CompletableFuture<LockLease> third = other(() -> client.acquire(order));
        locks.awaitWaiting("order:42", 2);

        first.release();

        assertThat(CompletableFuture.anyOf(second, third)).succeedsWithin(Duration.ofSeconds(10));
        locks.awaitWaiting("order:42", 1);
    }

    @Test
    void theTestsThreadGivesOthersTheTimeToFinish() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Void> working = other(() -> {
            client.execute(order, () -> {
                inside.countDown();
                Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            });
            return null;
        });
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(client.tryAcquire(order)).isPresent();
        result(working);
    }

    @Test
    void theTestsThreadDoesNotWaitForEverForOneThatWaitsForIt() {
        LockLease holding = result(other(() -> client.acquire(order)));

        assertThat(client.tryAcquire(order)).isEmpty();
        assertThat(holding.release()).isTrue();
    }

    @Test
    void aLeaseIsRenewedHoweverFarTheClockMoves() {
        LockLease lease = client.acquire(order);

        locks.advance(HOUR);

        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.release()).isTrue();
    }

    @Test
    void aLeaseThatIsNotRenewedRunsOutWithTheClock() {
        LockLease lease = client.acquire(order.leaseFor(Duration.ofSeconds(10)).renewed(false));

        locks.advance(Duration.ofSeconds(9));
        assertThat(lease.isHeld()).isTrue();
        locks.advance(Duration.ofSeconds(1));

        assertThat(lease.isHeld()).isFalse();
        locks.assertFree("order:42");
    }

    @Test
    void anExpiredLeaseIsLostAtOnceAndTheNextOneComesIn() {
        AtomicInteger losses = new AtomicInteger();
        LockLease lease = client.acquire(order);
        lease.onLost(lost -> losses.incrementAndGet());
        CompletableFuture<LockLease> next = other(() -> client.acquire(order));
        locks.awaitWaiting("order:42");

        locks.expire("order:42");

        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
        assertThat(result(next).fencingToken()).isGreaterThan(lease.fencingToken());
        Awaitility.await().untilAtomic(losses, org.hamcrest.Matchers.is(1));
        assertThat(lease.release()).isFalse();
    }

    @Test
    void whatIsHeldElsewhereCanExpireToo() {
        LockLease elsewhere = locks.holdElsewhere("order:42");

        locks.expire("order:42");

        assertThat(elsewhere.isHeld()).isFalse();
        assertThat(client.tryAcquire(order)).isPresent();
    }

    @Test
    void ofSeveralSharedHoldersAllExpire() {
        LockRequest shared = order.mode(LockMode.SHARED);
        LockLease elsewhere = locks.holdElsewhere(shared);
        LockLease here = client.acquire(shared);

        locks.expire("order:42");

        assertThat(here.isHeld()).isFalse();
        assertThat(elsewhere.isHeld()).isFalse();
    }

    @Test
    void aMinimumHoldCanExpire() {
        client.acquire(order.minHold(HOUR)).release();
        locks.assertLocked("order:42");

        locks.expire("order:42");

        locks.assertFree("order:42");
    }

    @Test
    void whatIsFreeOrTakenDoesNotFitIsAMistakeOfTheTest() {
        assertThatThrownBy(() -> locks.expire("order:42"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Lock 'order:42' cannot expire, for it is free. No lock is held.");
        client.acquire(order);
        assertThatThrownBy(() -> locks.holdElsewhere("order:42"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Lock 'order:42' cannot be held elsewhere, for it is taken."
                        + " Held now: 'order:42' is held by test@");
        assertThatThrownBy(() -> locks.advance(Duration.ofSeconds(-1))).hasMessageContaining("cannot go back");
        assertThatThrownBy(() -> locks.failNext(StoreOperation.RENEW, -1)).hasMessageContaining("0 times or more");
    }

    @Test
    void theNextRequestFailsAsInAnOutage() {
        locks.failNext();

        assertThatThrownBy(() -> client.acquire(order))
                .isInstanceOfSatisfying(
                        LockStoreException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("failNext(ACQUIRE)");
        assertThat(client.acquire(order).release()).isTrue();
    }

    @Test
    void requestsInAnyFormFailAsOftenAsTheyAreToldTo() {
        locks.failNext(StoreOperation.ACQUIRE, 3);

        assertThatThrownBy(() -> client.tryAcquire(order)).isInstanceOf(LockStoreException.class);
        assertThatThrownBy(() -> client.execute(order, () -> {})).isInstanceOf(LockStoreException.class);
        assertThatThrownBy(() -> client.acquireAsync(order).join()).hasCauseInstanceOf(LockStoreException.class);
        locks.assertNothingRan();
        assertThat(client.tryAcquire(order)).isPresent();
    }

    @Test
    void aNestedRequestAsksNobodyAndDoesNotFail() {
        LockLease outer = client.acquire(order);
        locks.failNext();

        assertThat(client.acquire(order).release()).isTrue();
        outer.release();
        assertThatThrownBy(() -> client.acquire(order)).isInstanceOf(LockStoreException.class);
    }

    @Test
    void aLeaseWhoseRenewalsFailIsLostAtItsEnd() {
        LockLease lease = client.acquire(order.leaseFor(Duration.ofSeconds(30)));
        locks.failNext(StoreOperation.RENEW, 1_000);

        locks.advance(Duration.ofSeconds(20));
        assertThat(lease.state()).isEqualTo(LeaseState.SUSPECT);
        locks.advance(Duration.ofSeconds(10));

        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
    }

    @Test
    void aReleaseThatFailsIsDoneALittleLater() {
        LockLease lease = client.acquire(order);
        locks.failNext(StoreOperation.RELEASE, 1);

        assertThat(lease.release()).isTrue();
        locks.assertLocked("order:42");
        locks.advance(Duration.ofMillis(100));

        locks.assertFree("order:42");
    }

    @Test
    void whoOnlyLeavesTheLineReleasesNothing() {
        LockLease elsewhere = locks.holdElsewhere("order:42");
        locks.failNext(StoreOperation.RELEASE, 1);
        assertThat(client.tryAcquire(order)).isEmpty();
        elsewhere.release();
        LockLease lease = client.acquire(order);

        lease.release();

        locks.assertLocked("order:42");
    }

    @Test
    void aResetTakesWhatOthersStillWaitForFromThem() {
        locks.holdElsewhere(order.minHold(HOUR));
        CompletableFuture<LockLease> waiting = other(() -> client.acquire(order.minHold(HOUR)));
        locks.awaitWaiting("order:42");

        locks.reset();

        locks.assertFree("order:42");
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void anAsynchronousRequestWaitsUntilTheClockIsMoved() {
        locks.holdElsewhere("order:42");
        CompletableFuture<LockLease> waiting = client.acquireAsync(order);
        locks.awaitWaiting("order:42");

        locks.advance(Duration.ofSeconds(2));

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void anAsynchronousRequestThatIsCancelledLeavesTheLine() {
        LockLease elsewhere = locks.holdElsewhere("order:42");
        CompletableFuture<LockLease> waiting = client.acquireAsync(order);

        waiting.cancel(false);
        elsewhere.close();

        locks.assertFree("order:42");
    }

    @Test
    void waitsOfAllThreadsAndOfNoThreadPassAtOnceIfTheyAreSkipped() {
        locks.holdElsewhere("order:42");
        locks.skipWaits();

        assertThat(result(other(() -> client.tryAcquire(order.waitAtMost(HOUR)))))
                .isEmpty();
        assertThat(client.acquireAsync(order.waitAtMost(HOUR)))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void aLockOfTheJdkWaitsAndFailsAsOtherRequestsDo() throws InterruptedException {
        Lock lock = client.asLock("order:42");
        LockLease elsewhere = locks.holdElsewhere("order:42");
        assertThat(lock.tryLock(1, TimeUnit.HOURS)).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.HOURS)).isInstanceOf(InterruptedException.class);
        elsewhere.close();
        locks.assertNothingRan();

        lock.lock();
        try {
            locks.assertRanUnder("order:42");
        } finally {
            lock.unlock();
        }
        locks.failNext();
        assertThatThrownBy(lock::lock).isInstanceOf(LockStoreException.class);
    }

    @Test
    void severalNamesAreTakenTogether() {
        locks.holdElsewhere("order:43");

        assertThat(client.tryAcquire(LockRequest.of("order:42", "order:43"))).isEmpty();
        locks.assertFree("order:42");
        assertThat(client.tryAcquire(LockRequest.of("order:42", "order:44"))).isPresent();
        locks.assertRanUnder("order:44");
    }
}
