package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.memory.MemoryLockStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimerTest {

    /** A clock that threads move themselves while they wait on it. */
    private static final class SelfMovedTimer implements Timer {

        private final ManualTimer manual = new ManualTimer();

        @Override
        public long nanoTime() {
            return manual.nanoTime();
        }

        @Override
        public Task after(Duration delay, Runnable task) {
            return manual.after(delay, task);
        }

        @Override
        public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
            while (!future.isDone()) {
                manual.advance(Duration.ofMillis(100));
            }
            return future.get();
        }

        @Override
        public void close() {
            manual.close();
        }
    }

    @Test
    @Timeout(10)
    void aThreadThatWaitsForALockWaitsOnTheTimer() {
        Timer timer = new SelfMovedTimer();
        LockStore store = new MemoryLockStore(timer);
        store.acquire(Look.once(new Stand("order:42", "stranger", Duration.ofDays(1))));
        try (LockClient client = LockClient.builder(store).timer(timer).build()) {
            assertThatThrownBy(() -> client.acquire(LockRequest.of("order:42").waitAtMost(Duration.ofHours(1))))
                    .isInstanceOf(LockBusyException.class)
                    .hasMessageContaining("not acquired within 3600s");
        }
    }
}
