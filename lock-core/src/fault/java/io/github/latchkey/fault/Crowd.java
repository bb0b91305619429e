package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Threads that take a lock and give it back, again and again, with nothing to do in between. Each always wants the same lock, so that each
 * lock is wanted by as many.
 *
 * @param clients among whom the threads are shared out, each as in a process of its own
 * @param threads of all clients
 * @param locks   that they want
 */
record Crowd(int clients, int threads, int locks) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns how many locks were taken; fails if two held one at a time. */
    int fight(List<LockClient> of, Duration time) {
        AtomicIntegerArray inside = new AtomicIntegerArray(locks);
        List<CompletableFuture<Integer>> counts = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < threads; i++) {
            LockClient client = of.get(i % clients);
            // Not by the same remainder, or each lock would be wanted by one client alone.
            int lock = i / clients % locks;
            counts.add(FaultFixture.onNewThread(() -> fight(client, lock, inside, end)));
        }
        return counts.stream().mapToInt(FaultFixture::result).sum();
    }

    private static int fight(LockClient client, int lock, AtomicIntegerArray inside, long end) {
        LockRequest request = LockRequest.of("order:" + lock).waitAtMost(PATIENCE);
        int taken = 0;
        while (System.nanoTime() - end < 0) {
            LockLease lease = client.acquire(request);
            assertThat(inside.incrementAndGet(lock)).as("holders").isOne();
            inside.decrementAndGet(lock);
            lease.release();
            taken++;
        }
        return taken;
    }

    @Override
    public String toString() {
        return threads + " threads of " + clients + (clients == 1 ? " client" : " clients") + " on " + locks
                + (locks == 1 ? " lock" : " locks");
    }
}
