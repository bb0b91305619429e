package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Locks behind the JDK's interface, and locks as an operator sees them. */
public abstract class LockViewContractTest extends ClientFixture {

    @Test
    @SuppressWarnings("LockNotBeforeTry") // Whether it is locked in between is what is tested.
    void itIsLockedAndUnlockedAsOftenAsTheThreadWants() {
        Lock lock = client.asLock(name);

        lock.lock();
        lock.lock();
        assertBusy();
        lock.unlock();
        assertBusy();
        lock.unlock();

        assertFree();
    }

    @Test
    void tryLockIsFalseWhileBusyAndTrueWhenFree() throws InterruptedException {
        LockLease lease = other.acquire(request);
        Lock lock = client.asLock(name);

        boolean atOnce = lock.tryLock();
        boolean waiting = lock.tryLock(50, TimeUnit.MILLISECONDS);
        lease.release();
        boolean whenFree = lock.tryLock(5, TimeUnit.SECONDS);

        assertThat(atOnce).isFalse();
        assertThat(waiting).isFalse();
        assertThat(whenFree).isTrue();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void unlockByAnotherThreadOrWithoutLockIsIllegal() {
        Lock lock = client.asLock(name);
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("'" + name + "' was not locked by this thread");
        lock.lock();

        CompletableFuture<Boolean> elsewhere = onNewThread(() -> {
            assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
            return true;
        });

        assertThat(result(elsewhere)).isTrue();
        assertBusy();
    }

    @Test
    void unlockOfALostLockIsIllegal() {
        Lock lock = client.asLock(request.leaseFor(Duration.ofMillis(100)).renewed(false));
        lock.lock();
        Awaitility.await().atMost(AT_MOST).until(() -> other.tryAcquire(request).isPresent());

        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("was lost before");
    }

    @Test
    void anInterruptEndsAnInterruptibleWait() {
        LockLease lease = other.acquire(request);
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = onNewThread(() -> {
            waiter.complete(Thread.currentThread());
            assertThatThrownBy(() -> client.asLock(name).lockInterruptibly()).isInstanceOf(InterruptedException.class);
            return true;
        });

        result(waiter).interrupt();

        assertThat(result(ended)).isTrue();
        lease.release();
        assertStaysFree();
    }

    @Test
    void anInterruptDoesNotEndLockAndItsFlagIsRestored() {
        LockLease lease = other.acquire(request);
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = onNewThread(() -> {
            waiter.complete(Thread.currentThread());
            client.asLock(name).lock();
            return Thread.currentThread().isInterrupted();
        });

        result(waiter).interrupt();
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> !flag.isDone());
        lease.release();

        assertThat(result(flag)).isTrue();
        assertBusy();
    }

    @Test
    void conditionsAreRefused() {
        assertThatThrownBy(() -> client.asLock(name).newCondition())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("no conditions");
    }

    @Test
    void inspectShowsTheHolderWhoeverItIs() {
        LockLease lease = client.acquire(request);

        LockState taken = other.inspect(name);
        lease.release();
        LockState free = other.inspect(name);

        assertThat(taken.isTaken()).isTrue();
        assertThat(taken.heldBy()).hasValueSatisfying(owner -> assertThat(owner).startsWith("first@"));
        assertThat(taken.fencingToken()).isEqualTo(lease.fencingToken());
        assertThat(taken.remaining()).isBetween(Duration.ofSeconds(20), LockRequest.DEFAULT_LEASE);
        assertThat(free).isEqualTo(new LockState(name, List.of(), null, 0, 0));
    }

    @Test
    void forceReleaseTakesTheLockFromTheOwnerThatIsNamedAndNobodyElse() {
        LockLease lease = client.acquire(request);
        String owner = other.inspect(name).heldBy().orElseThrow();

        boolean wrong = other.forceRelease(name, owner + "0");
        boolean stillTaken = other.inspect(name).isTaken();
        boolean right = other.forceRelease(name, owner);

        assertThat(wrong).isFalse();
        assertThat(stillTaken).isTrue();
        assertThat(right).isTrue();
        assertFree();
        assertThat(lease.release()).isFalse();
        assertThatThrownBy(() -> other.forceRelease(name, " "))
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("must not be blank");
    }

    @Test
    void anInterruptedThreadTriesAFreeLockAllTheSame() {
        boolean held = result(onNewThread(() -> {
            Thread.currentThread().interrupt();
            return client.asLock(name).tryLock() && Thread.currentThread().isInterrupted();
        }));

        assertThat(held).isTrue();
    }

    @Test
    void theLongestTimesAreTimes() throws InterruptedException {
        assertThat(client.asLock(name).tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
    }
}
