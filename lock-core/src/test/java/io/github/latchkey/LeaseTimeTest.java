package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exact moments, on a clock that is moved by hand. */
class LeaseTimeTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final ManualTimer timer = new ManualTimer();
    private final LockStore store = new MemoryLockStore(timer);
    private final LockClient client =
            LockClient.builder(store).timer(timer).closeGrace(Duration.ZERO).build();
    private final LockRequest request =
            LockRequest.of("order:42").waitAtMost(Duration.ZERO).leaseFor(LEASE);
    private final Stand stranger = new Stand("order:42", "stranger", LEASE);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aRenewedLeaseIsHeldForAsLongAsItsHolderLives() {
        LockLease lease = client.acquire(request);

        for (int i = 0; i < 100; i++) {
            timer.advance(LEASE.dividedBy(5));
            assertThat(lease.remaining()).isGreaterThan(LEASE.dividedBy(2));
        }

        assertThat(strangersLook()).isInstanceOf(Busy.class);
        assertThat(lease.release()).isTrue();
        assertThat(strangersLook()).isInstanceOf(Granted.class);
    }

    @Test
    void aLeaseThatIsNotRenewedEndsAtItsDeadlineBeforeTheStoreForgetsIt() {
        AtomicInteger losses = new AtomicInteger();
        LockLease lease = client.acquire(request.renewed(false));
        lease.onLost(lost -> losses.incrementAndGet());
        Duration validFor = stranger.validFor();

        timer.advance(validFor.minus(MILLISECOND));
        boolean before = lease.isHeld();
        Duration left = lease.remaining();
        timer.advance(MILLISECOND);

        assertThat(before).isTrue();
        assertThat(left).isEqualTo(MILLISECOND);
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.remaining()).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAtomic(losses, Matchers.is(1));
    }

    @Test
    void aCallbackOfALostLeaseRunsAtOnceAndOneOfAReleasedLeaseNever() {
        AtomicInteger calls = new AtomicInteger();
        LockLease released = client.acquire(request.renewed(false));
        released.onLost(lost -> calls.addAndGet(100));
        released.release();
        LockLease lost = client.acquire(request.renewed(false));
        timer.advance(LEASE);

        lost.onLost(lease -> calls.incrementAndGet());

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAtomic(calls, Matchers.is(1));
    }

    @Test
    void anExtendedLeaseEndsAtTheLaterDeadline() {
        LockLease lease = client.acquire(request.renewed(false));
        Duration longer = LEASE.multipliedBy(3);
        timer.advance(LEASE.dividedBy(2));

        lease.extend(longer);

        timer.advance(new Stand("order:42", "x", longer).validFor().minus(MILLISECOND));
        assertThat(lease.isHeld()).isTrue();
        timer.advance(MILLISECOND);
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void minHoldCountsFromTheGrant() {
        LockLease lease = client.acquire(request.minHold(Duration.ofSeconds(5)));
        timer.advance(Duration.ofSeconds(2));

        lease.release();

        timer.advance(Duration.ofSeconds(3).minus(MILLISECOND));
        assertThat(strangersLook()).isEqualTo(new Busy("-", MILLISECOND, 0, false));
        timer.advance(MILLISECOND);
        assertThat(strangersLook()).isInstanceOf(Granted.class);
    }

    @Test
    void aWaiterIsToldWhenItsWaitIsOver() {
        strangersLook();
        CompletableFuture<LockLease> waiting = client.acquireAsync(request.waitAtMost(Duration.ofSeconds(3)));

        timer.advance(Duration.ofSeconds(3).minus(MILLISECOND));
        boolean early = waiting.isDone();
        timer.advance(MILLISECOND);

        assertThat(early).isFalse();
        assertThatThrownBy(() -> waiting.orTimeout(5, TimeUnit.SECONDS).join())
                .cause()
                .isInstanceOfSatisfying(LockBusyException.class, busy -> {
                    assertThat(busy.waited()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(busy.remaining()).contains(LEASE.minusSeconds(3));
                })
                .hasMessageContainingAll("'order:42'", "within 3s", "held by stranger", "ends in 7s");
    }

    @Test
    void aWaiterLooksAgainWhenTheLeaseInItsWayEnds() {
        strangersLook();
        CompletableFuture<LockLease> waiting = client.acquireAsync(request.waitAtMost(Duration.ofSeconds(60)));

        timer.advance(LEASE.plusMillis(1));

        assertThat(waiting.orTimeout(5, TimeUnit.SECONDS).join().isHeld()).isTrue();
    }

    private Acquisition strangersLook() {
        return store.acquire(Look.once(stranger)).toCompletableFuture().join();
    }
}
