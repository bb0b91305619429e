package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a lock goes from one holder to the next, inside a client and between clients. */
public abstract class HandOverContractTest extends ClientFixture {

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private final LockRequest waiting = request.waitAtMost(LONG_WAIT);

    @Test
    void theNextOfTheSameClientHasATokenOfItsOwn() {
        LockLease first = client.acquire(waiting);
        CompletableFuture<LockLease> next = client.acquireAsync(waiting);
        CompletableFuture<LockLease> afterNext = client.acquireAsync(waiting);

        assertThat(first.release()).isTrue();
        LockLease second = result(next);
        boolean both = afterNext.isDone();
        assertThat(second.release()).isTrue();
        LockLease third = result(afterNext);

        assertThat(both).isFalse();
        assertThat(List.of(first.fencingToken(), second.fencingToken(), third.fencingToken()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(third.release()).isTrue();
        assertFree();
    }

    @Test
    void anotherClientGetsItsTurn() {
        LockLease first = client.acquire(waiting);
        CompletableFuture<LockLease> there = other.acquireAsync(waiting);
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).waiting() == 1);
        Queue<CompletableFuture<Boolean>> here = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 40; i++) {
            here.add(client.acquireAsync(waiting).thenApply(LockLease::release));
        }

        first.release();

        assertThat(result(there).release()).isTrue();
        assertThat(here).allSatisfy(each -> assertThat(result(each)).isTrue());
    }

    @Test
    void aMinimumHoldIsKeptFromTheNextOfTheSameClientToo() {
        LockLease first = client.acquire(waiting.minHold(Duration.ofMillis(700)));
        CompletableFuture<LockLease> next = client.acquireAsync(waiting);
        long start = System.nanoTime();

        first.release();
        result(next);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void waitersOfDifferentLeasesAllComeIn() {
        LockLease first = client.acquire(waiting);
        List<CompletableFuture<Duration>> all = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> Duration.ofSeconds(10 + 10L * (i % 3)))
                .map(lease -> client.acquireAsync(waiting.leaseFor(lease)).thenApply(held -> {
                    Duration remaining = held.remaining();
                    held.release();
                    return lease.minus(remaining);
                }))
                .toList();

        first.release();

        assertThat(all).allSatisfy(each -> assertThat(result(each))
                .as("the lease that was asked for, less drift and half of it where it was passed on")
                .isBetween(Duration.ZERO, Duration.ofSeconds(16)));
    }

    @Test
    void whoLeavesTheLineLetsTheOthersGoOn() {
        LockLease first = client.acquire(waiting);
        CompletableFuture<LockLease> there = other.acquireAsync(waiting);
        CompletableFuture<LockLease> after = other.acquireAsync(waiting);
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).waiting() == 1);

        there.cancel(true);
        first.release();

        assertThat(result(after).isHeld()).isTrue();
    }

    @Test
    void aHolderOverItsLongestTimeIsToldAndTheNextComesIn() {
        LockLease slow = client.acquire(request.maxHold(Duration.ofMillis(300)));
        Queue<LockLease> lost = new ConcurrentLinkedQueue<>();
        slow.onLost(lost::add);

        LockLease next = result(client.acquireAsync(waiting));

        assertThat(slow.isHeld()).isFalse();
        assertThat(slow.state()).isEqualTo(LeaseState.LOST);
        assertThat(next.fencingToken()).isGreaterThan(slow.fencingToken());
        Awaitility.await().atMost(AT_MOST).until(() -> lost.contains(slow));
        assertThat(slow.release()).isFalse();
        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void moreWaitersThanAllowedAreBusyAtOnce() {
        LockClient small = newClient("small", builder -> builder.maxWaiters(2));
        LockLease held = small.acquire(waiting);
        List<CompletableFuture<LockLease>> two = List.of(small.acquireAsync(waiting), small.acquireAsync(waiting));

        assertThatThrownBy(() -> result(small.acquireAsync(waiting)))
                .hasCauseInstanceOf(LockBusyException.class)
                .hasMessageContainingAll(name, "2 requests", "maxWaiters");
        assertThatThrownBy(() -> result(onNewThread(() -> {
                    try {
                        small.asLock(name).lockInterruptibly();
                        return true;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })))
                .hasCauseInstanceOf(LockBusyException.class);
        held.release();

        two.forEach(each -> assertThat(each.thenApply(LockLease::release)
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join())
                .isTrue());
    }

    @Test
    void aReleaseThatIsNotWaitedForFreesTheLock() {
        LockLease lease = client.acquire(request);

        CompletableFuture<Boolean> released = lease.releaseAsync();

        assertThat(lease.isHeld()).isFalse();
        assertThat(result(released)).isTrue();
        assertThat(result(lease.releaseAsync())).isFalse();
        assertFree();
    }
}
