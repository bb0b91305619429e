package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Locks and transactions of annotated methods, on a real Redis. */
class LockedTransactionsIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application = LockedApplication.on(REDIS)
            .withConfiguration(LockedApplication.JDBC)
            .withBean(Payments.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void theLockIsHeldUntilTheTransactionHasEnded() {
        application.withBean(TransactionalOrders.class).run(context -> {
            List<String> seen = new ArrayList<>();

            context.getBean(TransactionalOrders.class)
                    .close(
                            6,
                            () -> TransactionSynchronizationManager.registerSynchronization(
                                    new TransactionSynchronization() {
                                        @Override
                                        public void afterCompletion(int status) {
                                            seen.add((status == STATUS_COMMITTED ? "committed" : "not committed")
                                                    + (isLocked("order:6") ? ", locked" : ", free"));
                                        }
                                    }));

            assertThat(seen).containsExactly("committed, locked");
            assertThat(isLocked("order:6")).isFalse();
        });
    }

    @Test
    void inATransactionOfTheCallersTheLockIsHeldUntilThatHasEnded() {
        application.run(context -> {
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
                        .contains("'order-pay-in-transaction' was called in a transaction that was already running");
            }
        });
    }

    private static boolean isLocked(String name) {
        return Redis.isLocked(REDIS, name);
    }

    static class Payments {
        @DistributedLock(key = "'order:' + #orderId", name = "order-pay-in-transaction")
        public void pay(long orderId, Runnable meanwhile) {
            meanwhile.run();
        }
    }

    static class TransactionalOrders {
        @DistributedLock(key = "'order:' + #orderId")
        @Transactional
        public void close(long orderId, Runnable meanwhile) {
            meanwhile.run();
        }
    }
}
