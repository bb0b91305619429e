package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long a lease lasts, in real time and on a real store; {@link LeaseTimeTest} has the exact moments. */
public abstract class LeaseContractTest extends ClientFixture {

    private static final Duration LEASE = Duration.ofMillis(300);

    @Test
    void aLeaseIsRenewedBeyondItsLength() {
        LockLease lease = client.acquire(request.leaseFor(LEASE));

        Awaitility.await()
                .during(Duration.ofMillis(1_100))
                .atMost(AT_MOST)
                .until(() -> lease.isHeld() && other.tryAcquire(request).isEmpty());

        assertThat(lease.release()).isTrue();
        assertFree();
    }

    @Test
    void aLeaseThatIsNotRenewedIsLostOnce() {
        LockLease lease = client.acquire(request.leaseFor(LEASE).renewed(false));
        Queue<LockLease> lost = new ConcurrentLinkedQueue<>();
        lease.onLost(lost::add);

        LockLease next = other.acquire(request.waitAtMost(Duration.ofSeconds(5)));

        assertThat(next.fencingToken()).isGreaterThan(lease.fencingToken());
        assertThat(lease.isHeld()).isFalse();
        Awaitility.await().atMost(AT_MOST).until(() -> !lost.isEmpty());
        assertThat(lease.release()).isFalse();
        assertThat(lost).containsExactly(lease);
        assertThat(next.release())
                .as("the lost lease was released into the next one")
                .isTrue();
    }

    @Test
    void aNestedRequestOnALostLeaseIsRefusedUntilTheOuterRelease() {
        LockLease lease = client.acquire(request.leaseFor(LEASE).renewed(false));
        Awaitility.await().atMost(AT_MOST).until(() -> !lease.isHeld());

        assertThatThrownBy(() -> client.acquire(request))
                .isInstanceOf(LockLostException.class)
                .hasMessageContainingAll(name, "fencing token " + lease.fencingToken());
        assertThatThrownBy(() -> client.tryAcquire(request)).isInstanceOf(LockLostException.class);

        assertThat(lease.release()).isFalse();
        assertThat(client.acquire(request).fencingToken()).isGreaterThan(lease.fencingToken());
    }

    @Test
    void anExtendedLeaseRunsLonger() {
        LockLease lease = client.acquire(request.leaseFor(LEASE).renewed(false));

        lease.extend(Duration.ofSeconds(20));

        assertThat(lease.remaining()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThatThrownBy(() -> other.acquire(request))
                .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.remaining())
                        .hasValueSatisfying(left -> assertThat(left).isGreaterThan(Duration.ofSeconds(10))));
    }

    @Test
    void anExtensionOutOfRangeIsRefused() {
        LockLease lease = client.acquire(request);

        assertThatThrownBy(() -> lease.extend(Duration.ZERO))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContainingAll("extend of lock", "PT0S", "10ms", "366 days");
    }

    @Test
    void extendNeverShortens() {
        LockLease lease = client.acquire(request);

        lease.extend(LEASE);

        assertThat(lease.remaining()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void extendOfALostOrReleasedLeaseThrows() {
        LockLease lost = client.acquire(request.leaseFor(LEASE).renewed(false));
        Awaitility.await().atMost(AT_MOST).until(() -> !lost.isHeld());
        LockLease released = other.acquire(request.waitAtMost(Duration.ofSeconds(2)));
        released.release();

        assertThatThrownBy(() -> lost.extend(Duration.ofSeconds(5))).isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> released.extend(Duration.ofSeconds(5))).isInstanceOf(LockLostException.class);
    }

    @Test
    void minHoldKeepsTheLockBusyAfterItsRelease() {
        LockLease lease = client.acquire(request.minHold(Duration.ofSeconds(1)));

        assertThat(lease.release()).isTrue();

        assertThatThrownBy(() -> other.acquire(request))
                .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.holder())
                        .isEqualTo("-"));
        LockLease next = other.acquire(request.waitAtMost(Duration.ofSeconds(5)));
        assertThat(next.fencingToken()).isGreaterThan(lease.fencingToken());
    }
}
