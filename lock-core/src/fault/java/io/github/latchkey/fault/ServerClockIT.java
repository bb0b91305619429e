package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.fault.machine.ClockShim;
import io.github.latchkey.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of the server jumps, and with it the expiry of every key. */
@Tag("long")
class ServerClockIT extends FaultFixture {

    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Queue<LockLease> lost = new ConcurrentLinkedQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ClockShim clock;

    @SuppressWarnings("NullAway.Init")
    private RedisServer shifted;

    @SuppressWarnings("NullAway.Init")
    private LockClient holder;

    @SuppressWarnings("NullAway.Init")
    private LockClient other;

    @BeforeEach
    void startWithAMovableClock() {
        clock = new ClockShim(directory);
        shifted = closing(RedisServer.start(clock.environment()));
        holder = newClient(shifted.uri());
        other = newClient(shifted.uri());
    }

    @Fault(id = "T27", value = "server's clock 1 h forward")
    void aLockThatExpiredTooEarlyIsNoticedAtTheNextRenewal(Outcome outcome) {
        LockLease lease = holder.acquire(REQUEST.leaseFor(LEASE));
        lease.onLost(lost::add);

        clock.set(Duration.ofHours(1));
        long start = System.nanoTime();
        LockLease second = other.acquire(REQUEST.waitAtMost(AT_MOST));

        await("told").until(() -> !lost.isEmpty());
        assertThat(outcome.took("told", since(start)))
                .isLessThan(LEASE.dividedBy(3).plusMillis(100).plus(SLACK));
        assertThat(lease.isHeld()).isFalse();
        assertThat(second.fencingToken()).isGreaterThan(lease.fencingToken());
        assertThat(lease.release()).isFalse();
        assertThat(second.isHeld()).isTrue();
        outcome.note("lost as documented, told, token grew");
    }

    @Fault(id = "T27", value = "server's clock 1 h back")
    void aWaiterIsNotStuckBehindAnExpiryThatMovedAway(Outcome outcome) {
        LockLease lease = holder.acquire(REQUEST.leaseFor(LEASE));
        lease.onLost(lost::add);
        CompletableFuture<LockLease> waiting = other.acquireAsync(REQUEST.waitAtMost(AT_MOST));

        clock.set(Duration.ofHours(-1));
        during("one holder", LEASE).until(() -> lease.isHeld() && !waiting.isDone());
        long start = System.nanoTime();
        assertThat(lease.release()).isTrue();

        LockLease second = result(waiting);
        assertThat(outcome.took("next holder", since(start)))
                .isLessThan(Duration.ofSeconds(2).plus(SLACK));
        assertThat(second.fencingToken()).isGreaterThan(lease.fencingToken());
        assertThat(lost).isEmpty();
        outcome.note("one holder, token grew");
    }
}
