package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Contender;
import io.github.latchkey.benchmarks.contender.Contender.Held;
import io.github.latchkey.benchmarks.report.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads that wait for a lock that another process holds, until it lets them in one by one. */
final class Waiters {

    private static final Duration WAIT = Duration.ofMinutes(2);

    private final CompletableFuture<Figures> end = new CompletableFuture<>();

    /** Arguments: name, threads, process, guard. Returns once all threads ask. */
    Waiters(Contender contender, Order order) throws Exception {
        String name = order.text("name");
        int threads = order.number("threads");
        long process = order.longNumber("process");
        Guard guard = Guard.open(Path.of(order.text("guard")));
        CountDownLatch asking = new CountDownLatch(threads);
        Thread parent = new Thread(
                () -> {
                    try {
                        end.complete(Crowd.run(threads, number -> {
                            asking.countDown();
                            enterOnce(contender, name, process, guard);
                        }));
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "waiters");
        parent.setDaemon(true);
        parent.start();
        if (!asking.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(asking.getCount() + " of " + threads + " waiters did not start");
        }
    }

    /** Waits until all have had the lock. */
    Figures join() throws Exception {
        return end.get(WAIT.toSeconds() + 10, TimeUnit.SECONDS);
    }

    private static void enterOnce(Contender contender, String name, long process, Guard guard) throws Exception {
        Held held = contender.take(name, WAIT);
        long got = System.nanoTime();
        if (held == null) {
            throw new IllegalStateException("A waiter for " + name + " was turned away");
        }
        guard.enter(process, got);
        guard.exit(process);
        if (!held.release()) {
            throw new IllegalStateException("The lock " + name + " was lost at once");
        }
    }
}
