package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockUsageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Annotated methods in chains with a reactive transaction. */
class ReactiveTransactionTest {

    private final ApplicationContextRunner application = LockedApplication.inMemory()
            .withUserConfiguration(Transactions.class)
            .withBean(Orders.class);

    @Test
    void theLockIsHeldUntilTheTransactionOfTheMethodHasEnded() {
        application.run(context -> {
            assertThat(context.getBean(Orders.class).pay(1, Mono.just("paid")).block())
                    .isEqualTo("paid");

            assertThat(context.getBean(Journal.class).lines()).containsExactly("begin [order:1]", "commit [order:1]");
            assertThat(isFree(context, "order:1")).isTrue();
        });
    }

    @Test
    void inARunningTransactionTheLockIsHeldUntilThatHasEnded() {
        application.run(context -> {
            Orders orders = context.getBean(Orders.class);
            Journal journal = context.getBean(Journal.class);

            assertThat(orders.cancel(2)
                            .doOnNext(any -> journal.note("cancelled"))
                            .as(context.getBean(TransactionalOperator.class)::transactional)
                            .block())
                    .isEqualTo("cancelled 2");

            assertThat(journal.lines()).containsExactly("begin []", "cancelled [order:2]", "commit [order:2]");
            await().until(() -> isFree(context, "order:2"));
        });
    }

    @Test
    void aCancelledTransactionFreesTheLockWhenItIsRolledBack() {
        application.run(context -> {
            Orders orders = context.getBean(Orders.class);

            assertThatThrownBy(() -> orders.cancel(3)
                            .then(Mono.never())
                            .as(context.getBean(TransactionalOperator.class)::transactional)
                            .block(Duration.ofMillis(200)))
                    .isInstanceOf(IllegalStateException.class);

            await().until(() -> isFree(context, "order:3"));
            assertThat(context.getBean(Journal.class).lines()).containsExactly("begin []", "rollback [order:3]");
        });
    }

    @Test
    void aRunningTransactionIsWarnedOfOrRefusedAsItsPolicySays() {
        try (CapturedLog log = CapturedLog.open()) {
            application.run(context -> context.getBean(Orders.class)
                    .close(4)
                    .as(context.getBean(TransactionalOperator.class)::transactional)
                    .block());

            assertThat(log.lines())
                    .anyMatch(
                            line -> line.startsWith(
                                    "WARN Locked method 'orders-close' was called in a transaction that was already running (isolation"));
        }
        application.withPropertyValues("distributed-lock.in-transaction=FAIL").run(context -> assertThatThrownBy(
                        () -> context.getBean(Orders.class)
                                .cancel(4)
                                .as(context.getBean(TransactionalOperator.class)::transactional)
                                .block())
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("'orders-cancel' was called in a transaction that was already running"));
    }

    private static boolean isFree(ApplicationContext context, String name) {
        return context.getBean(LockClient.class).inspect(name).holders().isEmpty();
    }

    static class Orders {
        @DistributedLock(key = "'order:' + #id", guard = Guard.NONE)
        @Transactional
        public Mono<String> pay(long id, Mono<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id")
        public Mono<String> cancel(long id) {
            return Mono.just("cancelled " + id);
        }

        @DistributedLock(key = "'order:' + #id")
        public Mono<String> close(long id) {
            return Mono.just("closed " + id);
        }
    }

    @EnableTransactionManagement
    static class Transactions {
        @Bean
        Journal journal(LockClient locks) {
            return new Journal(locks);
        }

        @Bean
        JournalTransactions transactionManager(Journal journal) {
            return new JournalTransactions(journal);
        }

        @Bean
        TransactionalOperator transactionalOperator(JournalTransactions transactions) {
            return TransactionalOperator.create(transactions);
        }
    }

    /** What happened, and which orders were locked then. */
    static final class Journal {

        private final LockClient locks;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Journal(LockClient locks) {
            this.locks = locks;
        }

        void note(String what) {
            lines.add(what + " "
                    + List.of("order:1", "order:2", "order:3").stream()
                            .filter(name -> !locks.inspect(name).holders().isEmpty())
                            .toList());
        }

        List<String> lines() {
            return lines;
        }
    }

    /** Transactions of nothing. */
    @SuppressWarnings("serial")
    static final class JournalTransactions extends AbstractReactiveTransactionManager {

        private final transient Journal journal;

        JournalTransactions(Journal journal) {
            this.journal = journal;
        }

        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager chain) {
            return new AtomicInteger();
        }

        @Override
        protected Mono<Void> doBegin(
                TransactionSynchronizationManager chain, Object transaction, TransactionDefinition definition) {
            return Mono.fromRunnable(() -> journal.note("begin"));
        }

        @Override
        protected Mono<Void> doCommit(TransactionSynchronizationManager chain, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> journal.note("commit"));
        }

        @Override
        protected Mono<Void> doRollback(TransactionSynchronizationManager chain, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> journal.note("rollback"));
        }
    }
}
