package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockLostException;
import io.github.latchkey.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Annotated methods of beans, on a real Redis. */
class LockedMethodsIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application =
            LockedApplication.on(REDIS).withBean(Payments.class).withBean(Cancellations.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @BeforeAll
    static void redisIsEmpty() {
        assertThat(REDIS.command("DBSIZE")).startsWith(":0");
    }

    @Test
    void theLockIsInRedisUnderItsKeyWhileTheMethodRuns() {
        with(Payments.class, payments -> {
            List<Boolean> during = new ArrayList<>();

            String answer = payments.pay(1, () -> during.add(isLocked("order:1")));

            assertThat(answer).isEqualTo("paid 1");
            assertThat(during).containsExactly(true);
            assertThat(isLocked("order:1")).isFalse();
        });
    }

    @Test
    void aFailureOfTheMethodReachesTheCallerAndFreesTheLock() {
        with(Payments.class, payments -> {
            assertThatThrownBy(() -> payments.pay(2, () -> {
                        throw new IllegalStateException("card refused");
                    }))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("card refused");

            assertThat(isLocked("order:2")).isFalse();
        });
    }

    @Test
    void equalKeysOfTwoClassesExcludeEachOther() {
        application.run(context -> {
            Payments payments = context.getBean(Payments.class);
            Cancellations cancellations = context.getBean(Cancellations.class);

            payments.pay(3, () -> {
                assertThatThrownBy(() -> inAnotherThread(() -> cancellations.cancel(3)))
                        .isInstanceOf(LockBusyException.class)
                        .hasMessageContaining("Lock 'order:3' not acquired within")
                        .hasMessageContaining("held by shop@");
                assertThat(inAnotherThread(() -> cancellations.cancel(4))).isEqualTo("cancelled 4");
            });
            assertThat(cancellations.cancel(3)).isEqualTo("cancelled 3");
        });
    }

    @Test
    void aHolderEntersTheSameKeyAgain() {
        application.run(context -> {
            Payments payments = context.getBean(Payments.class);
            Cancellations cancellations = context.getBean(Cancellations.class);

            payments.pay(5, () -> {
                assertThat(cancellations.cancel(5)).isEqualTo("cancelled 5");
                assertThat(isLocked("order:5")).isTrue();
            });
        });
    }

    @Test
    void theResultOfTheMethodIsNotReplacedByAReleaseThatFails() {
        try (RedisServer own = RedisServer.start()) {
            LockedApplication.on(own).withBean(Payments.class).run(context -> {
                Payments payments = context.getBean(Payments.class);

                assertThat(payments.pay(10, own::kill)).isEqualTo("paid 10");
                own.restart();
                assertThatThrownBy(() -> payments.pay(11, () -> {
                            own.kill();
                            throw new IllegalStateException("no money");
                        }))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("no money");
            });
        }
    }

    @Test
    void aLockThatWasLostWhileItsMethodRanIsNotEnteredAgain() {
        with(
                Payments.class,
                payments -> payments.pay(8, () -> {
                    REDIS.command("FLUSHALL");
                    Awaitility.await().pollInSameThread().until(() -> {
                        try {
                            payments.pay(8, () -> {});
                            return false;
                        } catch (LockLostException lost) {
                            return true;
                        }
                    });
                }));
    }

    @Test
    void eachStepIsInTheDebugLogWithTheDeclaredName() {
        application.run(context -> {
            Payments payments = context.getBean(Payments.class);
            Cancellations cancellations = context.getBean(Cancellations.class);
            try (CapturedLog log = CapturedLog.open()) {
                payments.pay(9, () -> assertThatThrownBy(() -> inAnotherThread(() -> cancellations.cancel(9)))
                        .isInstanceOf(LockBusyException.class));

                assertThat(log.lines())
                        .anyMatch(line -> line.matches(
                                "DEBUG Acquired lock 'order:9' \\[order-pay] \\(fencing token \\d+\\) after \\d+ms"))
                        .anyMatch(line -> line.matches(
                                "DEBUG Lock 'order:9' \\[cancellations-cancel] is busy after \\d+ms: held by shop@.*"))
                        .anyMatch(line -> line.matches(
                                "DEBUG Released lock 'order:9' \\[order-pay] \\(fencing token \\d+\\) after .*"));
            }
        });
    }

    private <T> void with(Class<T> type, Consumer<T> use) {
        application.run(context -> use.accept(context.getBean(type)));
    }

    private static boolean isLocked(String name) {
        return Redis.isLocked(REDIS, name);
    }

    private static <T> T inAnotherThread(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    static class Payments {
        @DistributedLock(key = "'order:' + #orderId", name = "order-pay", leaseMs = 1500)
        public String pay(long orderId, Runnable meanwhile) {
            meanwhile.run();
            return "paid " + orderId;
        }
    }

    static class Cancellations {
        @DistributedLock(key = "'order:' + #id", waitMs = 0)
        public String cancel(long id) {
            return "cancelled " + id;
        }
    }
}
