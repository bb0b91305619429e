package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockUsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Locks that are taken in a transaction that is running already, and what happens at its end. */
class TransactionEndTest {

    @Test
    void joinHoldsTheLockUntilTheTransactionHasEndedAndSaysNothing() {
        with("join", (context, transaction) -> {
            try (CapturedLog log = CapturedLog.open()) {
                transaction.executeWithoutResult(status -> {
                    context.getBean(Orders.class).joined();
                    assertThat(isLocked(context, "joined")).isTrue();
                });

                assertThat(isLocked(context, "joined")).isFalse();
                assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
            }
        });
    }

    @Test
    void theLockIsGivenBackAfterARollbackToo() {
        with("join", (context, transaction) -> {
            transaction.executeWithoutResult(status -> {
                context.getBean(Orders.class).joined();
                status.setRollbackOnly();
            });

            assertThat(isLocked(context, "joined")).isFalse();
        });
    }

    @Test
    void warnSaysOnceForEachMethodWhichIsolationTheTransactionHas() {
        with("warn", (context, transaction) -> {
            Orders orders = context.getBean(Orders.class);
            try (CapturedLog log = CapturedLog.open()) {
                transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
                transaction.executeWithoutResult(status -> orders.warned());
                transaction.executeWithoutResult(status -> orders.warned());
                transaction.setIsolationLevel(TransactionDefinition.ISOLATION_DEFAULT);
                transaction.executeWithoutResult(status -> orders.warnedToo());

                assertThat(log.lines())
                        .filteredOn(line -> line.startsWith("WARN"))
                        .containsExactly(
                                "WARN " + warning("warned", "REPEATABLE_READ"),
                                "WARN " + warning("warned-too", "the database's default"));
            }
        });
    }

    private static String warning(String method, String isolation) {
        return "Locked method '" + method + "' was called in a transaction that was already running (isolation "
                + isolation
                + "), so the lock is held until that ends, and what it has read before may be older than the lock. Take the"
                + " lock outside of the transaction, or set distributed-lock.in-transaction.";
    }

    @Test
    void failRefusesTheCallAndLocksNothing() {
        with("fail", (context, transaction) -> {
            Orders orders = context.getBean(Orders.class);
            transaction.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);

            transaction.executeWithoutResult(status -> {
                assertThatThrownBy(orders::refused)
                        .isInstanceOf(LockUsageException.class)
                        .hasMessage(
                                "Locked method 'refused' was called in a transaction that was already running (isolation"
                                        + " SERIALIZABLE): what it has read before may be older than the lock. Call it outside of the"
                                        + " transaction, or set distributed-lock.in-transaction to join or warn. Nothing was locked.");
                assertThat(isLocked(context, "refused")).isFalse();
            });
            assertThat(orders.runs()).isZero();
            orders.refused();
            assertThat(orders.runs()).isEqualTo(1);
        });
    }

    @Test
    void aLockThatIsHeldAroundTheTransactionIsEnteredWhateverThePolicyIs() {
        with("fail", (context, transaction) -> {
            Orders orders = context.getBean(Orders.class);

            orders.around(() -> transaction.executeWithoutResult(status -> orders.refused()));

            assertThat(orders.runs()).isEqualTo(1);
        });
    }

    @Test
    void afterTheCommitListenersStillHaveTheLockOfAMethodThatBeganTheTransaction() {
        with("join", (context, transaction) -> {
            context.getBean(Orders.class).outside();

            assertThat(context.getBean(Listeners.class).heard).containsExactly("outside: locked, held by its method");
        });
    }

    @Test
    void afterTheCommitListenersStillHaveALockThatWasTakenInTheTransaction() {
        with("join", (context, transaction) -> {
            transaction.executeWithoutResult(
                    status -> context.getBean(Orders.class).publishing());

            assertThat(context.getBean(Listeners.class).heard).containsExactly("publishing: locked");
        });
    }

    @Test
    void anEventPublishedAfterTheMethodIsHeardWhenTheLockIsFree() {
        with("join", (context, transaction) -> {
            transaction.executeWithoutResult(status -> {
                context.getBean(Orders.class).joined();
                context.publishEvent(new Closed("joined"));
            });

            assertThat(context.getBean(Listeners.class).heard).containsExactly("joined: free");
        });
    }

    private static boolean isLocked(ApplicationContext context, String name) {
        return !context.getBean(LockClient.class).inspect(name).holders().isEmpty();
    }

    private static void with(String policy, BiConsumer<ApplicationContext, TransactionTemplate> use) {
        LockedApplication.inMemory()
                .withConfiguration(LockedApplication.JDBC)
                .withPropertyValues("distributed-lock.in-transaction=" + policy)
                .withBean(Orders.class)
                .withBean(Listeners.class)
                .run(context -> use.accept(context, context.getBean(TransactionTemplate.class)));
    }

    record Closed(String order) {}

    static class Listeners {

        final List<String> heard = new ArrayList<>();
        private final LockClient client;

        Listeners(LockClient client) {
            this.client = client;
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
        public void closed(Closed event) {
            boolean locked = !client.inspect(event.order()).holders().isEmpty();
            heard.add(event.order()
                    + (locked ? ": locked" : ": free")
                    + (LockContext.find().isPresent() ? ", held by its method" : ""));
        }
    }

    static class Orders {

        private final AtomicInteger runs = new AtomicInteger();
        private final ApplicationEventPublisher events;

        Orders(ApplicationEventPublisher events) {
            this.events = events;
        }

        @DistributedLock(key = "'joined'", name = "joined")
        public void joined() {}

        @DistributedLock(key = "'warned'", name = "warned")
        public void warned() {}

        @DistributedLock(key = "'warned-too'", name = "warned-too")
        public void warnedToo() {}

        @DistributedLock(key = "'refused'", name = "refused")
        public void refused() {
            runs.incrementAndGet();
        }

        @DistributedLock(key = "'refused'", name = "around")
        public void around(Runnable work) {
            work.run();
        }

        int runs() {
            return runs.get();
        }

        @DistributedLock(key = "'publishing'", name = "publishing")
        public void publishing() {
            events.publishEvent(new Closed("publishing"));
        }

        @DistributedLock(key = "'outside'", name = "outside")
        @Transactional
        public void outside() {
            events.publishEvent(new Closed("outside"));
        }
    }
}
