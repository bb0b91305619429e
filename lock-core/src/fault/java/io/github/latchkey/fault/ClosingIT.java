package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.Signal;
import io.github.latchkey.redis.RedisLockStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** Clients that are closed, and processes that are terminated, while they hold locks and wait for others. */
class ClosingIT extends FaultFixture {

    private static final Duration GRACE = Duration.ofSeconds(2);

    @Fault(id = "T35", value = "close() with 20 waiters and 5 holders")
    void closingEndsWaitersAtOnceAndLetsHoldersFinish(Outcome outcome) {
        LockClient other = newClient();
        LockLease busy = other.acquire(REQUEST);
        LockClient closing = LockClient.builder(RedisLockStore.connect(redis.uri()))
                .applicationName("closing")
                .closeGrace(GRACE)
                .build();
        List<CompletableFuture<String>> holders = IntStream.range(0, 5)
                .mapToObj(i -> onNewThread(() -> closing.execute(LockRequest.of("held-" + i), () -> {
                    pass(Duration.ofSeconds(1));
                    return "result";
                })))
                .toList();
        await("5 held").until(() -> redis.command("KEYS lock:{held-*}").startsWith("*5"));
        List<CompletableFuture<LockLease>> waiters = IntStream.range(0, 20)
                .mapToObj(i -> onNewThread(() -> closing.acquire(REQUEST.waitAtMost(AT_MOST))))
                .toList();
        during("waiting", Duration.ofMillis(200)).until(() -> waiters.stream().noneMatch(CompletableFuture::isDone));

        long start = System.nanoTime();
        CompletableFuture<Duration> closed = onNewThread(() -> {
            closing.close();
            return since(start);
        });

        assertThat(waiters).allSatisfy(waiter -> assertThat(failure(waiter)).isInstanceOf(LockStoreException.class));
        assertThat(outcome.took("waiters ended", since(start)))
                .isLessThan(Duration.ofSeconds(1).plus(SLACK));
        assertThat(holders).allSatisfy(holder -> assertThat(result(holder)).isEqualTo("result"));
        assertThat(outcome.took("closed", result(closed))).isLessThan(GRACE.plusSeconds(1));
        assertThat(redis.command("KEYS lock:{held-*}")).startsWith("*0");
        await("threads ended").until(() -> threads("closing") == 0);
        assertThat(busy.release()).isTrue();
        outcome.note("results kept, keys gone, threads gone");
    }

    @Tag("long")
    @Fault(id = "T35", value = "SIGTERM of a process that holds a lock of 30 s")
    void aTerminatedProcessGivesItsLocksBack(Outcome outcome) {
        Arena arena = closing(new Arena());
        Load load = Load.of(4, 1).lease(Duration.ofSeconds(30)).work(Duration.ofMillis(500));
        ChildJvm worker = closing(arena.worker("terminated", redis.uri(), load, Map.of()));
        await("held")
                .until(() -> !redis.command("EXISTS lock:{" + Load.key(0) + "}").startsWith(":0"));

        long start = System.nanoTime();
        worker.send(Signal.TERM);

        assertThat(worker.ended(AT_MOST)).isTrue();
        assertThat(outcome.took("ended", since(start)))
                .isLessThan(GRACE.plusSeconds(1).plus(SLACK));
        assertThat(redis.command("KEYS lock:{*").lines().filter(line -> line.startsWith("lock:")))
                .allSatisfy(key -> assertThat(key).contains(":gone:"));
        outcome.note("lock free at once, with tombstones that expire");
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return result(future.handle((value, error) -> error == null
                ? new AssertionError("It ended well: " + value)
                : error instanceof CompletionException && error.getCause() != null ? error.getCause() : error));
    }

    private static long threads(String application) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(application + "@"))
                .count();
    }
}
