package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How locks are taken and given back in blocking calls. */
public abstract class LockClientContractTest extends ClientFixture {

    @Test
    void aFreeLockIsTakenAndGivenBack() {
        LockLease lease = client.acquire(request);

        assertThat(lease.name()).isEqualTo(name);
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.remaining()).isBetween(Duration.ofSeconds(20), LockRequest.DEFAULT_LEASE);
        assertBusy();
        assertThat(lease.release()).isTrue();
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.remaining()).isZero();
        assertFree();
    }

    @Test
    void busyNamesHolderAndRestAndWait() {
        client.acquire(request);

        LockBusyException busy = catchThrowableOfType(
                LockBusyException.class, () -> other.acquire(request.waitAtMost(Duration.ofMillis(300))));

        assertThat(busy.lockName()).isEqualTo(name);
        assertThat(busy.holder()).startsWith("first@").endsWith(":x");
        assertThat(busy.remaining()).hasValueSatisfying(left -> assertThat(left)
                .isBetween(Duration.ofSeconds(20), LockRequest.DEFAULT_LEASE));
        assertThat(busy.waited()).isBetween(Duration.ofMillis(300), AT_MOST);
        assertThat(busy).hasMessageContainingAll("'" + name + "'", "not acquired within 3", "ms", busy.holder());
    }

    @Test
    void aWaitOfZeroIsOneTry() {
        client.acquire(request);

        LockBusyException busy = catchThrowableOfType(LockBusyException.class, () -> other.acquire(request));

        assertThat(busy.waited()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void tryAcquireIsEmptyWhileBusyAndALeaseWhenFree() {
        LockLease lease = client.acquire(request);
        Optional<LockLease> whileBusy = other.tryAcquire(request);
        lease.release();

        Optional<LockLease> whenFree = other.tryAcquire(request);

        assertThat(whileBusy).isEmpty();
        assertThat(whenFree)
                .hasValueSatisfying(got -> assertThat(got.fencingToken()).isGreaterThan(lease.fencingToken()));
    }

    @Test
    void aWaiterGetsTheLockAfterItsRelease() {
        LockLease lease = client.acquire(request);
        CompletableFuture<LockLease> waiting =
                onNewThread(() -> other.acquire(request.waitAtMost(Duration.ofSeconds(8))));
        assertThat(waiting).isNotDone();

        lease.release();

        assertThat(result(waiting).fencingToken()).isGreaterThan(lease.fencingToken());
    }

    @Test
    void aThreadTakesItsOwnLockAgain() {
        LockLease outer = client.acquire(request);

        LockLease inner = client.acquire(request);
        boolean innerReleased = inner.release();

        assertThat(inner.fencingToken()).isEqualTo(outer.fencingToken());
        assertThat(innerReleased).isTrue();
        assertThat(inner.isHeld()).isFalse();
        assertThat(outer.isHeld()).isTrue();
        assertBusy();
        assertThat(outer.release()).isTrue();
        assertFree();
    }

    @Test
    void aNestedLeaseKeepsTheLockAfterTheOuterRelease() {
        LockLease outer = client.acquire(request);
        LockLease inner = client.acquire(request);

        outer.release();

        assertBusy();
        assertThat(inner.isHeld()).isTrue();
        assertThat(inner.release()).isTrue();
        assertFree();
    }

    @Test
    void anotherThreadOfTheSameClientFindsItBusy() {
        client.acquire(request);

        Optional<LockLease> elsewhere = result(onNewThread(() -> client.tryAcquire(request)));

        assertThat(elsewhere).isEmpty();
    }

    @Test
    void anotherThreadMayRelease() {
        LockLease lease = client.acquire(request);

        boolean released = result(onNewThread(lease::release));

        assertThat(released).isTrue();
        assertFree();
    }

    @Test
    void aSecondReleaseReturnsFalseAndTouchesNobodyElse() {
        LockLease lease = client.acquire(request);
        lease.release();
        LockLease next = other.acquire(request);

        boolean again = lease.release();

        assertThat(again).isFalse();
        assertThat(client.tryAcquire(request)).isEmpty();
        assertThat(next.release()).isTrue();
    }

    @Test
    void executePassesTheResultAndReleases() {
        String result = client.execute(request, () -> {
            assertBusy();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertFree();
    }

    @Test
    void executePassesACheckedExceptionAndReleases() {
        IOException failure = new IOException("disk");

        assertThatThrownBy(() -> client.execute(request, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertFree();
    }

    @Test
    void executeDoesNotRunTheActionWhileBusy() {
        client.acquire(request);

        assertThatThrownBy(() -> other.execute(request, () -> {
                    throw new AssertionError("ran");
                }))
                .isInstanceOf(LockBusyException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNoGhost() {
        LockLease lease = client.acquire(request);
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = onNewThread(() -> {
            waiter.complete(Thread.currentThread());
            assertThatThrownBy(() -> other.acquire(request.waitAtMost(Duration.ofMinutes(1))))
                    .isInstanceOf(LockException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });

        result(waiter).interrupt();

        assertThat(result(flag)).isTrue();
        lease.release();
        assertStaysFree();
    }
}
