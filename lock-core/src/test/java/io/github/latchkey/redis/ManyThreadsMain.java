package io.github.latchkey.redis;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process in which a thousand threads want one lock, virtual threads where the JVM has them, and say how it went. */
final class ManyThreadsMain {

    private static final int THREADS = 1_000;
    private static final LockRequest REQUEST = LockRequest.of("order:42").waitAtMost(Duration.ofMinutes(1));

    private ManyThreadsMain() {}

    /** Argument: the address of Redis. */
    public static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger alone = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(THREADS);
        try (LockClient client =
                LockClient.builder(RedisLockStore.connect(args[0])).build()) {
            client.acquire(REQUEST).release();
            for (int i = 0; i < THREADS; i++) {
                start(() -> {
                    try (LockLease lease = client.acquire(REQUEST)) {
                        boolean first = inside.incrementAndGet() == 1;
                        Thread.onSpinWait();
                        alone.addAndGet(first && lease.isHeld() ? 1 : 0);
                        inside.decrementAndGet();
                    } finally {
                        done.countDown();
                    }
                });
            }
            boolean all = done.await(1, TimeUnit.MINUTES);
            System.out.println(all ? "ALONE " + alone : "STUCK");
        }
    }

    private static void start(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } else {
            new Thread(task, "one of many").start();
        }
    }
}
