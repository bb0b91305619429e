package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that come before the connection is there. */
class OpeningOrderIT {

    @Test
    void theyAreServedInTheOrderOfTheirArrival() {
        LockRequest request =
                LockRequest.of("order:42").waitAtMost(Duration.ofSeconds(30)).fair(true);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        try (RedisServer redis = RedisServer.start();
                LockClient client =
                        LockClient.builder(RedisLockStore.connect(redis.uri())).build()) {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                    .mapToObj(i -> client.acquireAsync(request).thenApply((LockLease lease) -> {
                        order.add(i);
                        return lease.release();
                    }))
                    .toList();

            all.forEach(each ->
                    assertThat(each.orTimeout(30, TimeUnit.SECONDS).join()).isTrue());
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }
}
