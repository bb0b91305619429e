package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Releases by those who do not hold the lock, twice, late, and where they cannot work. */
class ReleaseIT extends FaultFixture {

    private final TcpProxy network = newNetwork();
    private final LockClient client = newClient(network.uri());
    private final LockClient other = newClient();

    @Fault(id = "T41", value = "release twice, by 16 threads at once")
    void ofManyReleasesOneCounts(Outcome outcome) {
        LockLease lease = client.acquire(REQUEST);
        CountDownLatch start = new CountDownLatch(1);
        Supplier<Boolean> release = () -> {
            awaitLatch(start);
            return lease.release();
        };
        List<CompletableFuture<Boolean>> releases =
                IntStream.range(0, 16).mapToObj(i -> onNewThread(release)).toList();

        start.countDown();

        assertThat(releases.stream().map(FaultFixture::result)).containsOnlyOnce(true);
        LockLease next = other.acquire(REQUEST);
        assertThat(lease.release()).isFalse();
        assertThat(held()).contains(" " + next.fencingToken());
        outcome.note("one counts, successor untouched");
    }

    @Fault(id = "T41", value = "release after the loss")
    void aReleaseAfterTheLossLeavesTheSuccessorAlone() {
        LockLease lease =
                client.acquire(REQUEST.leaseFor(Duration.ofMillis(300)).renewed(false));
        LockLease next = other.acquire(REQUEST);

        assertThat(lease.release()).isFalse();

        assertThat(held()).contains(" " + next.fencingToken());
        assertThat(next.isHeld()).isTrue();
    }

    @Fault(id = "T41", value = "release of a lock that Redis forgot, and somebody else took")
    void aReleaseThatReachesASuccessorsLockChangesNothing() {
        LockLease lease = client.acquire(REQUEST);
        redis.command("DEL lock:{order:42}");
        LockLease next = other.acquire(REQUEST);

        assertThat(lease.release()).isFalse();

        assertThat(held()).contains(" " + next.fencingToken());
        assertThat(next.release()).isTrue();
    }

    @SuppressWarnings("LockNotBeforeTry") // What unlock does is the test.
    @Fault(id = "T41", value = "unlock by another thread, forced release of another owner")
    void nobodyElseCanUnlock() {
        Lock view = client.asLock(REQUEST.name());
        view.lock();
        String before = held();

        assertThat(result(onNewThread(() -> unlockFails(view)))).isTrue();
        assertThat(other.forceRelease(REQUEST.name(), "somebody:1:x")).isFalse();

        assertThat(held()).isEqualTo(before);
        view.unlock();
        assertThat(isFree()).isTrue();
        assertThatThrownBy(view::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Fault(id = "T42", value = "body throws while no release can work")
    void whatTheBodyThrewIsWhatTheCallerGets(Outcome outcome) {
        for (Throwable thrown : List.of(new IOException("checked"), new StackOverflowError("error"))) {
            assertThatThrownBy(() -> client.execute(REQUEST, () -> {
                        network.set(Weather.CUT);
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            network.set(Weather.PASS);
            await("given back").until(this::isFree);
        }
        outcome.note("original thrown, given back later");
    }

    @Fault(id = "T42", value = "body returns while no release can work")
    void whatTheBodyReturnedIsWhatTheCallerGets() {
        Stream.of(Weather.CUT, Weather.BLACKHOLE).forEach(weather -> {
            String result = client.execute(REQUEST.waitAtMost(AT_MOST), () -> {
                network.set(weather);
                return "paid";
            });
            network.set(Weather.PASS);

            assertThat(result).isEqualTo("paid");
            await("given back").until(this::isFree);
        });
    }

    private static boolean unlockFails(Lock lock) {
        try {
            lock.unlock();
            return false;
        } catch (IllegalMonitorStateException e) {
            return true;
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
