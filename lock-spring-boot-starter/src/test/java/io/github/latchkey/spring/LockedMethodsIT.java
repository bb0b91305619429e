package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockLostException;
import io.github.latchkey.redis.RedisServer;
import java.lang.reflect.Proxy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

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
    void theLockIsHeldUntilTheTransactionHasEnded() {
        application
                .withConfiguration(LockedApplication.JDBC)
                .withBean(TransactionalOrders.class)
                .run(context -> {
                    List<String> seen = new ArrayList<>();

                    context.getBean(TransactionalOrders.class)
                            .close(
                                    6,
                                    () -> TransactionSynchronizationManager.registerSynchronization(
                                            new TransactionSynchronization() {
                                                @Override
                                                public void afterCompletion(int status) {
                                                    seen.add(
                                                            (status == STATUS_COMMITTED ? "committed" : "not committed")
                                                                    + (isLocked("order:6") ? ", locked" : ", free"));
                                                }
                                            }));

                    assertThat(seen).containsExactly("committed, locked");
                    assertThat(isLocked("order:6")).isFalse();
                });
    }

    @Test
    void inATransactionOfTheCallersTheLockIsHeldUntilThatHasEnded() {
        application.withConfiguration(LockedApplication.JDBC).run(context -> {
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
            Payments payments = context.getBean(Payments.class);
            try (CapturedLog log = CapturedLog.open()) {
                for (long id = 61; id <= 62; id++) {
                    long order = id;
                    boolean lockedBeforeCommit = Boolean.TRUE.equals(transaction.execute(status -> {
                        payments.pay(order, () -> {});
                        payments.pay(order, () -> {});
                        return isLocked("order:" + order);
                    }));

                    assertThat(lockedBeforeCommit).isTrue();
                    assertThat(isLocked("order:" + id)).isFalse();
                }
                assertThat(log.lines())
                        .filteredOn(line -> line.startsWith("WARN"))
                        .singleElement()
                        .asString()
                        .contains("'order-pay' was called in a transaction that was already running");
            }
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
    void aProxyMadeByAFactoryIsLockedByTheAnnotationsOfItsInterface() {
        application.withBean("carrier", CarrierFactory.class).run(context -> {
            List<Boolean> during = new ArrayList<>();

            context.getBean(Carrier.class).carry("8", () -> during.add(isLocked("parcel:8")));

            assertThat(during).containsExactly(true);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.aop.auto=false", "spring.aop.proxy-target-class=false"})
    void theLockDoesNotDependOnHowProxiesAreMade(String setting) {
        application
                .withPropertyValues(setting)
                .withBean("shipping", ParcelShipping.class)
                .run(context -> {
                    List<Boolean> during = new ArrayList<>();

                    Shipping shipping = context.getBean(Shipping.class);
                    assertThat(Proxy.isProxyClass(shipping.getClass())).isEqualTo(setting.endsWith("class=false"));
                    shipping.ship("7", () -> during.add(isLocked("parcel:7")));
                    context.getBean(Payments.class).pay(7, () -> during.add(isLocked("order:7")));

                    assertThat(during).containsExactly(true, true);
                });
    }

    @Test
    void aBlankKeyPartIsRefusedBeforeTheMethodRuns() {
        application.withBean("shipping", ParcelShipping.class).run(context -> {
            List<String> ran = new ArrayList<>();

            assertThatThrownBy(() -> context.getBean(Shipping.class).ship(" ", () -> ran.add("ran")))
                    .isInstanceOf(LockKeyException.class)
                    .hasMessageContaining("'#parcel' is blank");
            assertThat(ran).isEmpty();
        });
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
        return REDIS.command("EXISTS lock:{" + name + "}").startsWith(":1");
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

    static class TransactionalOrders {
        @DistributedLock(key = "'order:' + #orderId")
        @Transactional
        public void close(long orderId, Runnable meanwhile) {
            meanwhile.run();
        }
    }

    interface Carrier {
        @DistributedLock(key = "'parcel:' + #p0")
        void carry(String parcel, Runnable meanwhile);
    }

    /** Stands for the clients and repositories that frameworks make of an interface. */
    static class CarrierFactory implements FactoryBean<Carrier> {
        @Override
        public Carrier getObject() {
            return (Carrier) Proxy.newProxyInstance(
                    Carrier.class.getClassLoader(), new Class<?>[] {Carrier.class}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(this, arguments);
                        }
                        ((Runnable) arguments[1]).run();
                        return null;
                    });
        }

        @Override
        public Class<?> getObjectType() {
            return Carrier.class;
        }
    }

    interface Shipping {
        void ship(String parcel, Runnable meanwhile);
    }

    static class ParcelShipping implements Shipping {
        @Override
        @DistributedLock(key = "'parcel:' + #parcel")
        public void ship(String parcel, Runnable meanwhile) {
            meanwhile.run();
        }
    }
}
