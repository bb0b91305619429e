package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.BeforeEach;

/** Threads that are interrupted while they wait for a lock, once or twice. */
class InterruptIT extends FaultFixture {

    private static final Duration SETTLED = Duration.ofMillis(300);

    private final LockClient client = newClient();
    private final LockLease held = newClient().acquire(REQUEST);
    private final Lock view = client.asLock(REQUEST.name());
    private final CompletableFuture<Object> ended = new CompletableFuture<>();
    private final AtomicLong endedAt = new AtomicLong();
    private final AtomicBoolean flag = new AtomicBoolean();

    @BeforeEach
    void isBusy() {
        assertThat(held.isHeld()).isTrue();
    }

    @Fault(id = "T34", value = "interrupt of acquire()")
    void anInterruptedAcquireEndsAndKeepsTheFlag(Outcome outcome) {
        Thread waiter = start(() -> client.acquire(REQUEST.waitAtMost(AT_MOST)));

        interrupt(waiter, outcome);

        assertThat(result(ended)).isInstanceOf(LockBusyException.class);
        assertThat(flag).isTrue();
        assertNothingIsLeft();
        outcome.note("busy, flag kept, no ghost");
    }

    @Fault(id = "T34", value = "interrupt of lockInterruptibly() and tryLock(time)")
    void anInterruptibleWaitEndsWithTheInterrupt(Outcome outcome) {
        Thread waiter = start(() -> {
            view.lockInterruptibly();
            return "locked";
        });
        interrupt(waiter, outcome);
        assertThat(result(ended)).isInstanceOf(InterruptedException.class);
        assertThat(flag).isFalse();

        Thread timed = start(() -> view.tryLock(10, TimeUnit.SECONDS));
        interrupt(timed, outcome);
        assertNothingIsLeft();
        outcome.note("InterruptedException, no ghost");
    }

    @Fault(id = "T34", value = "two interrupts of lock()")
    void anUninterruptibleWaitGoesOnAndRestoresTheFlag(Outcome outcome) {
        Thread waiter = start(() -> {
            view.lock();
            return "locked";
        });

        waiter.interrupt();
        during("waits on", SETTLED).until(waiter::isAlive);
        waiter.interrupt();
        during("waits on", SETTLED).until(waiter::isAlive);
        assertThat(held.release()).isTrue();

        assertThat(result(ended)).isEqualTo("locked");
        assertThat(flag).isTrue();
        outcome.note("waits on, flag restored");
    }

    private Thread start(LockClient.Work<Object, Exception> work) {
        endedAt.set(0);
        Thread thread = new Thread(
                () -> {
                    Object result;
                    try {
                        result = work.run();
                    } catch (Exception e) {
                        result = e;
                    }
                    endedAt.set(System.nanoTime());
                    flag.set(Thread.currentThread().isInterrupted());
                    ended.complete(result);
                },
                "test-waiter");
        thread.setDaemon(true);
        thread.start();
        during("waits", SETTLED).until(thread::isAlive);
        return thread;
    }

    private void interrupt(Thread waiter, Outcome outcome) {
        long start = System.nanoTime();
        waiter.interrupt();
        await("ended").until(() -> endedAt.get() != 0);
        assertThat(outcome.took("ended", Duration.ofNanos(endedAt.get() - start)))
                .isLessThan(Duration.ofMillis(100).plus(SLACK));
    }

    private void assertNothingIsLeft() {
        await("place in line given up")
                .until(() -> redis.command("EXISTS lock:{order:42}:queue").startsWith(":0"));
        assertThat(held.release()).isTrue();
        during("free", SETTLED.multipliedBy(2)).until(this::isFree);
    }
}
