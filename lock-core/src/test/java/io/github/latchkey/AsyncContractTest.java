package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** Asynchronous calls, and many callers at once. */
public abstract class AsyncContractTest extends ClientFixture {

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);
    private static final int THREADS = 8;
    private static final int ROUNDS = 50;
    private static final int MANY = 200;

    @Test
    void acquireAsyncCompletesWithTheLease() {
        LockLease lease = result(client.acquireAsync(request));

        assertThat(lease.isHeld()).isTrue();
        assertBusy();
        assertThat(lease.release()).isTrue();
        assertFree();
    }

    @Test
    void acquireAsyncCompletesWithBusy() {
        client.acquire(request);

        CompletableFuture<LockLease> answer = other.acquireAsync(request);

        assertThatThrownBy(() -> result(answer))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void acquireAsyncIsReentrantForTheSameOwnerOnly() {
        LockLease outer = result(client.acquireAsync(request.ownedBy("job 1")));

        LockLease inner = result(client.acquireAsync(request.ownedBy("job 1")));
        CompletableFuture<LockLease> stranger = client.acquireAsync(request.ownedBy("job 2"));
        CompletableFuture<LockLease> nobody = client.acquireAsync(request);

        assertThat(inner.fencingToken()).isEqualTo(outer.fencingToken());
        assertThatThrownBy(() -> result(stranger)).hasCauseInstanceOf(LockBusyException.class);
        assertThatThrownBy(() -> result(nobody)).hasCauseInstanceOf(LockBusyException.class);
    }

    @Test
    void afterTheEndOfReentrancyTheOwnerWaitsAsAnybodyDoes() {
        LockLease outer = client.acquire(request);
        LockLease nested = result(client.acquireAsync(request.ownedBy(Thread.currentThread())));

        nested.endReentrancy();

        assertThat(client.tryAcquire(request)).isEmpty();
        assertThat(outer.release()).isTrue();
        assertThat(nested.isHeld()).isTrue();
        assertThat(client.tryAcquire(request)).isEmpty();
        CompletableFuture<LockLease> next =
                client.acquireAsync(request.waitAtMost(LONG_WAIT).ownedBy(Thread.currentThread()));
        assertThat(nested.release()).isTrue();
        LockLease own = result(next);
        assertThat(own.fencingToken()).isGreaterThan(nested.fencingToken());
        assertThat(client.tryAcquire(request)).isPresent();
    }

    @Test
    void asynchronousCallsAreAnsweredOnAFewThreads() {
        Set<String> threads = ConcurrentHashMap.newKeySet();

        for (int i = 0; i < MANY; i++) {
            LockLease lease = result(client.acquireAsync(request)
                    .whenComplete(
                            (got, error) -> threads.add(Thread.currentThread().getName())));
            result(lease.releaseAsync()
                    .whenComplete(
                            (ours, error) -> threads.add(Thread.currentThread().getName())));
        }

        // Where an answer was there before the callback was hung on it, that is run by the caller.
        threads.remove(Thread.currentThread().getName());
        assertThat(threads).hasSizeBetween(1, 16).allMatch(name -> name.startsWith("latchkey-answer"));
    }

    @Test
    void cancellingLeavesNothingBehind() {
        LockLease lease = client.acquire(request);
        CompletableFuture<LockLease> waiting = client.acquireAsync(request.waitAtMost(LONG_WAIT));

        waiting.cancel(true);

        lease.release();
        assertFree();
        assertStaysFree();
    }

    @Test
    void cancellingAFreshRequestLeavesNothingBehind() {
        CompletableFuture<LockLease> fresh = client.acquireAsync(request);

        boolean cancelled = fresh.cancel(true);
        if (!cancelled) {
            // The answer was faster: then the lease is the caller's, as any other.
            fresh.join().release();
        }

        assertFree();
        assertStaysFree();
    }

    @Test
    void aCallersOwnTimeoutLeavesTheLine() {
        LockLease lease = client.acquire(request);
        CompletableFuture<LockLease> waiting =
                other.acquireAsync(request.waitAtMost(LONG_WAIT)).orTimeout(100, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> result(waiting)).hasCauseInstanceOf(TimeoutException.class);

        lease.release();
        assertStaysFree();
    }

    @Test
    void callersThatBlockWhereTheyAreAnsweredStarveNobody() {
        AtomicInteger losses = new AtomicInteger();
        LockLease doomed =
                client.acquire(request.leaseFor(Duration.ofMillis(300)).renewed(false));
        doomed.onLost(lost -> losses.incrementAndGet());

        List<CompletableFuture<LockLease>> nested = IntStream.range(0, THREADS)
                .mapToObj(i -> client.acquireAsync(LockRequest.of(name + "-outer-" + i))
                        .thenApply(outer -> client.acquireAsync(LockRequest.of(name + "-inner-" + i))
                                .join()))
                .toList();

        assertThat(nested)
                .allSatisfy(inner -> assertThat(result(inner).isHeld()).isTrue());
        Awaitility.await().atMost(AT_MOST).untilAtomic(losses, Matchers.is(1));
    }

    @Test
    void noTwoHoldersAtOnceAndTokensGrow() {
        AtomicInteger counter = new AtomicInteger();
        Queue<Long> tokens = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Boolean>> workers = new ArrayList<>();

        for (int i = 0; i < THREADS; i++) {
            LockClient mine = i % 2 == 0 ? client : other;
            workers.add(onNewThread(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    LockLease lease = mine.acquire(request.waitAtMost(LONG_WAIT));
                    // Not one step, so that a second holder would lose an update.
                    int seen = counter.get();
                    LockSupport.parkNanos(1_000);
                    tokens.add(lease.fencingToken());
                    counter.set(seen + 1);
                    lease.release();
                }
                return true;
            }));
        }
        workers.forEach(worker ->
                worker.orTimeout(LONG_WAIT.toSeconds(), TimeUnit.SECONDS).join());

        assertThat(counter).hasValue(THREADS * ROUNDS);
        assertThat(List.copyOf(tokens)).hasSize(THREADS * ROUNDS).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void acquireAsyncCompletesWithWhatIsWrongWithTheRequest() {
        CompletableFuture<LockLease> answer =
                client.acquireAsync(request.mode(LockMode.SHARED).permits(2));

        assertThatThrownBy(() -> result(answer)).hasCauseInstanceOf(LockUsageException.class);
    }

    @Test
    void anAsynchronousReleaseIsToldWhereItsCallerMayBlock() {
        LockLease lease = client.acquire(request);

        CompletableFuture<LockLease> again = lease.releaseAsync().thenApply(released -> client.acquire(request));

        assertThat(result(again).isHeld()).isTrue();
    }
}
