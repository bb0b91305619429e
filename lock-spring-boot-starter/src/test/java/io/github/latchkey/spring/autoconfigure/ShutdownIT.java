package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** An application that ends while locks are held and waited for. */
class ShutdownIT {

    private static final String ORDER = "lock:{order:1}";

    @Test
    void holdersFinishAndWaitersEndAtOnce() {
        try (RedisServer redis = RedisServer.start()) {
            application(redis, "20s").withBean(Orders.class).run(context -> {
                Orders orders = context.getBean(Orders.class);
                LockClient client = context.getBean(LockClient.class);
                CompletableFuture<String> holder = async(orders::pay);
                orders.awaitPayment();
                CompletableFuture<Long> waiter = async(() -> waitedUntilRefused(client));
                Awaitility.await().until(() -> !client.activity().waiting().isEmpty());

                CompletableFuture<Void> closing = async(() -> close(context));

                assertThat(waiter).succeedsWithin(Duration.ofSeconds(1));
                assertThat(closing).isNotDone();
                assertThat(waitedUntilRefused(client)).as("no new lock").isLessThan(1_000);
                orders.finish();
                assertThat(holder).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("paid");
                assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
            });

            assertThat(redis.command("KEYS lock:{order*")).startsWith("*0");
        }
    }

    @Test
    void whatIsHeldTooLongIsTakenAwayWithinThePhaseAndFreeAtOnce() {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.open()) {
            application(redis, "2s").run(context -> {
                LockLease lease = context.getBean(LockClient.class)
                        .acquire(LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(20)));
                long begun = System.nanoTime();

                context.getSourceApplicationContext().close();

                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(6));
                assertThat(lease.isHeld()).isFalse();
                assertThat(redis.command("EXISTS " + ORDER)).startsWith(":0");
            });

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN Lost lock 'order:1'")
                            && line.contains("the lock client was closed while the lock was held"));
        }
    }

    @ParameterizedTest
    @CsvSource({", PT29S", "10s, PT9S", "1m, PT59S", "500ms, PT0S"})
    void holdersHaveThePhasesTimeoutLessWhatTheLastAnswerMayTake(String phase, Duration grace) {
        StandardEnvironment environment = new StandardEnvironment();
        if (phase != null) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test", Map.of("spring.lifecycle.timeout-per-shutdown-phase", phase)));
        }

        assertThat(LifecycleLockClient.closeGrace(environment, Duration.ofMillis(500)))
                .isEqualTo(grace);
    }

    /** Patient at the first lock, for the first connection of a JVM is slow. */
    private static ApplicationContextRunner application(RedisServer redis, String phaseTimeout) {
        return LockedApplication.on(redis)
                .withPropertyValues(
                        "distributed-lock.wait=20s", "spring.lifecycle.timeout-per-shutdown-phase=" + phaseTimeout);
    }

    private static Void close(AssertableApplicationContext context) {
        context.getSourceApplicationContext().close();
        return null;
    }

    /** Milliseconds until a patient request was told that the client is closed. */
    private static long waitedUntilRefused(LockClient client) {
        long begun = System.nanoTime();
        try {
            client.acquire(LockRequest.of("order:1").waitAtMost(Duration.ofMinutes(1)));
            throw new AssertionError("The lock was granted");
        } catch (LockStoreException e) {
            assertThat(e).hasMessageContaining("the lock client is closed");
            return Duration.ofNanos(System.nanoTime() - begun).toMillis();
        }
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "shutdown-test");
            thread.setDaemon(true);
            thread.start();
        });
    }

    public static class Orders {

        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch finish = new CountDownLatch(1);

        /** Waits until somebody pays. */
        public void awaitPayment() throws InterruptedException {
            assertThat(inside.await(25, TimeUnit.SECONDS)).isTrue();
        }

        public void finish() {
            finish.countDown();
        }

        @DistributedLock(key = "'order:1'")
        public String pay() {
            inside.countDown();
            try {
                return finish.await(20, TimeUnit.SECONDS) ? "paid" : "gave up";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }
}
