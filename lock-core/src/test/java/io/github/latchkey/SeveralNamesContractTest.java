package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One request for several locks: all or nothing. */
public abstract class SeveralNamesContractTest extends ClientFixture {

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private final String second = name + "-second";
    private final LockRequest both = LockRequest.of(second, name, second).waitAtMost(Duration.ZERO);

    @Test
    void allAreHeldAndGivenBackTogether() {
        LockLease lease = client.acquire(both);

        assertThat(lease.names()).containsExactly(name, second);
        assertThat(lease.fencingToken()).isEqualTo(lease.fencingToken(name));
        assertThat(lease.fencingToken(second)).isPositive();
        assertThatThrownBy(() -> lease.fencingToken("third")).isInstanceOf(LockUsageException.class);
        assertThat(other.tryAcquire(request)).isEmpty();
        assertThat(other.tryAcquire(LockRequest.of(second).waitAtMost(Duration.ZERO)))
                .isEmpty();
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.release()).isTrue();
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.state()).isEqualTo(LeaseState.RELEASED);
        assertThat(lease.release()).isFalse();
        assertThat(other.acquire(both).isHeld()).isTrue();
    }

    @Test
    void oneThatIsBusyGivesBackTheOthers() {
        other.acquire(LockRequest.of(second));

        assertThatThrownBy(() -> client.acquire(both.waitAtMost(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(LockBusyException.class, busy -> assertThat(busy.lockName())
                        .isEqualTo(second));

        assertFree();
        assertThat(client.tryAcquire(both)).isEmpty();
        assertFree();
    }

    @Test
    void aMinimumHoldIsNotKeptOfWhatNobodyGot() {
        other.acquire(LockRequest.of(second));

        assertThat(client.tryAcquire(both.minHold(Duration.ofHours(1)))).isEmpty();

        assertFree();
    }

    @Test
    void aMinimumHoldIsKeptThoughARequestThatNestedInItFailsLast() {
        other.acquire(LockRequest.of(second));
        LockLease outer = client.acquire(request.minHold(Duration.ofHours(1)).ownedBy("one"));
        CompletableFuture<LockLease> nested =
                client.acquireAsync(both.waitAtMost(Duration.ofMillis(300)).ownedBy("one"));

        outer.release();

        assertThat(nested.handle((lease, error) -> error)).succeedsWithin(Duration.ofSeconds(5));
        assertThat(other.tryAcquire(request)).isEmpty();
    }

    @Test
    void aWaitThatIsOverWhenTheLastNameIsAskedForEndsAtOnce() {
        LockLease holder = client.acquire(LockRequest.of(second));
        LockLease first = other.acquire(request);
        CompletableFuture<LockLease> waiting =
                client.acquireAsync(both.waitAtMost(Duration.ofMillis(100)).ownedBy("both"));
        Awaitility.await().pollDelay(Duration.ofMillis(98)).until(() -> true);
        first.release();

        assertThatThrownBy(() -> result(waiting)).hasCauseInstanceOf(LockException.class);
        holder.release();
    }

    @Test
    void manyNamesAreTakenWithoutADeepStack() {
        String[] more = IntStream.range(0, 600).mapToObj(i -> name + i).toArray(String[]::new);

        LockLease lease = result(client.acquireAsync(LockRequest.of(name, more)));

        assertThat(lease.names()).hasSize(601);
        assertThat(lease.release()).isTrue();
    }

    @Test
    void theFirstIsKeptWhileTheSecondIsWaitedFor() {
        LockLease blocking = other.acquire(LockRequest.of(second));
        CompletableFuture<LockLease> waiting =
                client.acquireAsync(both.waitAtMost(LONG_WAIT).leaseFor(Duration.ofMillis(500)));
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).isTaken());
        Awaitility.await().during(Duration.ofMillis(1_200)).atMost(AT_MOST).until(() -> other.inspect(name)
                .isTaken());

        blocking.release();

        assertThat(result(waiting).isHeld()).isTrue();
    }

    @Test
    void aFirstLeaseThatEndsMeanwhileIsNoSuccess() {
        LockLease blocking = other.acquire(LockRequest.of(second));
        CompletableFuture<LockLease> waiting = client.acquireAsync(
                both.waitAtMost(LONG_WAIT).leaseFor(Duration.ofMillis(300)).renewed(false));
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).isTaken());
        Awaitility.await().atMost(AT_MOST).until(() -> !other.inspect(name).isTaken());

        blocking.release();

        assertThatThrownBy(() -> result(waiting)).hasMessageContainingAll(name, "ended while others were waited for");
        Awaitility.await().atMost(AT_MOST).until(() -> !other.inspect(second).isTaken());
    }

    @Test
    void cancellingGivesEverythingBack() {
        LockLease blocking = other.acquire(LockRequest.of(second));
        CompletableFuture<LockLease> waiting = client.acquireAsync(both.waitAtMost(LONG_WAIT));
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect(name).isTaken());

        waiting.cancel(true);

        Awaitility.await().atMost(AT_MOST).until(() -> !other.inspect(name).isTaken());
        blocking.release();
        assertThat(other.acquire(both).isHeld()).isTrue();
    }

    @Test
    void aNameThatIsHeldAlreadyIsNested() {
        LockLease outer = client.acquire(request);

        LockLease inner = client.acquire(both);

        assertThat(inner.fencingToken(name)).isEqualTo(outer.fencingToken());
        inner.release();
        assertThat(outer.isHeld()).isTrue();
        assertThat(other.tryAcquire(LockRequest.of(second).waitAtMost(Duration.ZERO)))
                .isPresent();
    }

    @Test
    void aLossOfOneIsALossOfAll() {
        List<LockLease> lost = new ArrayList<>();
        LockLease lease = client.acquire(both);
        lease.onLost(lost::add);

        LockState state = other.inspect(second);
        other.forceRelease(second, state.heldBy().orElseThrow());
        lease.names().forEach(each -> assertThat(other.inspect(each).name()).isEqualTo(each));
        assertThat(lease.release()).isFalse();

        assertFree();
    }

    @Test
    void oppositeOrdersDoNotBlockEachOther() {
        List<CompletableFuture<Boolean>> workers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            LockClient mine = i % 2 == 0 ? client : other;
            LockRequest wanted = (i % 2 == 0 ? LockRequest.of(name, second) : LockRequest.of(second, name));
            workers.add(onNewThread(() -> {
                for (int round = 0; round < 30; round++) {
                    mine.acquire(wanted.waitAtMost(LONG_WAIT)).release();
                }
                return true;
            }));
        }

        workers.forEach(worker -> assertThat(worker.orTimeout(LONG_WAIT.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .isTrue());
    }
}
