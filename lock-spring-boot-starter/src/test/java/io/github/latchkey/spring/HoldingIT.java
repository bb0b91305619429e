package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockMode;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How long locks are held, and who else may hold them, by attribute, on a real Redis. */
class HoldingIT {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void aMinimumHoldKeepsLateDuplicatesOut() {
        with((stock, elsewhere) -> {
            stock.submit();

            assertThatThrownBy(stock::submit)
                    .isInstanceOf(LockBusyException.class)
                    .hasMessageContaining("given back, but kept taken for its minimum hold");
        });
    }

    @Test
    void aMaximumHoldLetsTheNextOneIn() {
        with((stock, elsewhere) -> stock.count(() -> {
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !LockContext.current().lease().isHeld());
            try (LockLease next = elsewhere.acquire(LockRequest.of("count"))) {
                assertThat(next.fencingToken())
                        .isGreaterThan(LockContext.current().fencingToken());
            }
        }));
    }

    @Test
    void aLeaseThatIsNotRenewedEndsWhenItSays() {
        with((stock, elsewhere) -> stock.unrenewed(() -> {
            Duration left = LockContext.current().lease().remaining();
            assertThat(left).isLessThanOrEqualTo(Duration.ofMillis(1_500));
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !LockContext.current().lease().isHeld());
        }));
    }

    @Test
    void readersShareAndKeepWritersOut() {
        with((stock, elsewhere) -> stock.read(() -> {
            LockRequest shared = LockRequest.of("stock").mode(LockMode.SHARED).waitAtMost(Duration.ZERO);
            assertThat(elsewhere.tryAcquire(shared)).hasValueSatisfying(LockLease::release);
            assertThat(elsewhere.tryAcquire(shared.mode(LockMode.EXCLUSIVE))).isEmpty();
        }));
    }

    @Test
    void permitsLimitHowManyAreIn() {
        with((stock, elsewhere) -> stock.export(() -> {
            LockRequest permit = LockRequest.of("export").permits(2).waitAtMost(Duration.ZERO);
            LockLease second = elsewhere.acquire(permit);
            assertThat(elsewhere.tryAcquire(permit.ownedBy("a third"))).isEmpty();
            second.release();
        }));
    }

    @Test
    void aFairMethodStandsInLineByItself() {
        with((stock, elsewhere) -> {
            CompletableFuture<Void> both = elsewhere.execute(LockRequest.of("fair"), () -> {
                CompletableFuture<Void> waiting = CompletableFuture.allOf(
                        CompletableFuture.runAsync(stock::fair), CompletableFuture.runAsync(stock::fair));
                // Not fair, they would have one place together.
                Awaitility.await().until(() -> elsewhere.inspect("fair").waiting() == 2);
                return waiting;
            });
            both.join();
        });
    }

    private static void with(BiConsumer<Stock, LockClient> test) {
        LockedApplication.on(REDIS).withBean(Stock.class).run(context -> {
            try (LockClient elsewhere = Redis.client(REDIS)) {
                test.accept(context.getBean(Stock.class), elsewhere);
            }
        });
    }

    static class Stock {
        @DistributedLock(key = "'submit'", waitMs = 0, minHoldMs = 5_000)
        public void submit() {}

        @DistributedLock(key = "'count'", maxHoldMs = 300)
        public void count(Runnable work) {
            work.run();
        }

        @DistributedLock(key = "'unrenewed'", leaseMs = 1_500, renew = false)
        public void unrenewed(Runnable work) {
            work.run();
        }

        @DistributedLock(key = "'stock'", mode = LockMode.SHARED)
        public void read(Runnable work) {
            work.run();
        }

        @DistributedLock(key = "'export'", permits = 2)
        public void export(Runnable work) {
            work.run();
        }

        @DistributedLock(key = "'fair'", fair = true, waitMs = 5_000)
        public void fair() {}
    }
}
