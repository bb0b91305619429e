package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions under locks with the guard LEASE, on a real Redis and H2. */
class LeaseGuardIT {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ANNOTATED", "TEMPLATE_INSIDE", "REQUIRES_NEW", "LOCK_INSIDE"})
    void aTransactionWhoseLockWasLostIsRolledBackAndItsCallerIsTold(Way way) {
        with(way, REDIS, shop -> {
            assertThatThrownBy(() -> shop.write("order:1", () -> lose("order:1")))
                    .isInstanceOfSatisfying(LockLostException.class, lost -> {
                        assertThat(lost.lockName()).isEqualTo("order:1");
                        assertThat(lost.fencingToken()).isPositive();
                    })
                    .hasMessageContaining("Lock 'order:1'")
                    .hasMessageContaining("it was lost before a transaction of 'order-")
                    .hasMessageContaining("could commit, which was rolled back");

            assertThat(shop.rows()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ANNOTATED", "TEMPLATE_INSIDE", "REQUIRES_NEW", "LOCK_INSIDE"})
    void aTransactionWhoseLockIsHeldCommits(Way way) {
        with(way, REDIS, shop -> {
            shop.write("order:2", () -> {});

            assertThat(shop.rows()).isEqualTo(1);
        });
    }

    @Test
    void aTransactionDoesNotBeginOnceTheLockIsLost() {
        with(Way.TEMPLATE_INSIDE, REDIS, shop -> {
            List<String> ran = new ArrayList<>();

            shop.orders.run("order:3", () -> {
                lose("order:3");
                assertThatThrownBy(() -> shop.transaction.executeWithoutResult(status -> ran.add("ran")))
                        .isInstanceOf(LockLostException.class)
                        .hasMessageContaining(
                                "it was lost before a transaction of 'order-run' began, which was not begun");
            });

            assertThat(ran).isEmpty();
            // Nothing is left behind: with one connection in the pool the next one would wait for it.
            shop.write("order:3", () -> {});
            assertThat(shop.rows()).isEqualTo(1);
        });
    }

    @Test
    void aLockFurtherOutIsGuardedToo() {
        with(Way.ANNOTATED, REDIS, shop -> {
            assertThatThrownBy(
                            () -> shop.orders.run("customer:4", () -> shop.write("order:4", () -> lose("customer:4"))))
                    .isInstanceOfSatisfying(LockLostException.class, lost -> assertThat(lost.lockName())
                            .isEqualTo("customer:4"));

            assertThat(shop.rows()).isZero();
        });
    }

    @Test
    void aLeaseThatEndsSoonIsExtendedBeforeTheCommit() {
        with(Way.FIXED_LEASE, REDIS, shop -> {
            long[] ends = new long[2];

            shop.write("order:5", () -> {
                LockLease lease = awaitShortRest();
                ends[0] = end(lease);
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        ends[1] = end(lease);
                    }
                });
            });

            assertThat(shop.rows()).isEqualTo(1);
            assertThat(Duration.ofNanos(ends[1] - ends[0])).isGreaterThan(Duration.ofMillis(200));
        });
    }

    @Test
    void theStoreIsAskedWhereTheLeaseEndsSoonAndItsNoCounts() {
        with(Way.FIXED_LEASE, REDIS, shop -> {
            assertThatThrownBy(() -> shop.write("order:6", () -> {
                        awaitShortRest();
                        REDIS.command("DEL lock:{order:6}");
                    }))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("the store said so when a transaction of 'order-fixed' was about to commit");

            assertThat(shop.rows()).isZero();
        });
    }

    @Test
    void aCommitIsRefusedWhereTheLeaseEndsSoonAndTheStoreDoesNotAnswer() {
        try (RedisServer own = RedisServer.start()) {
            with(Way.FIXED_LEASE, own, shop -> {
                assertThatThrownBy(() -> shop.write("order:7", () -> {
                            awaitShortRest();
                            own.pause();
                        }))
                        .isInstanceOf(LockLostException.class)
                        .hasMessageContaining(
                                "it cannot be shown to hold until a transaction of 'order-fixed' has committed")
                        .hasMessageMatching("(?s).*; \\d+ ms of the lease are left, less than the margin of 800 ms, and"
                                + " the store did not confirm it.*");
                own.resume();

                assertThat(shop.rows()).isZero();
            });
        }
    }

    @Test
    void aCommitGoesAheadThroughAnOutageWhileEnoughOfTheLeaseIsLeft() {
        try (RedisServer own = RedisServer.start()) {
            with(Way.LONG_LEASE, own, shop -> {
                shop.write("order:8", () -> {
                    LockLease lease = LockContext.current().lease();
                    own.pause();
                    Awaitility.await().pollInSameThread().until(() -> lease.state() == LeaseState.SUSPECT);
                });
                own.resume();

                assertThat(shop.rows()).isEqualTo(1);
            });
        }
    }

    @Test
    void withoutAGuardTheTransactionCommitsAllTheSame() {
        with(Way.UNGUARDED, REDIS, shop -> {
            shop.write("order:9", () -> lose("order:9"));

            assertThat(shop.rows()).isEqualTo(1);
        });
    }

    @Test
    void aSavepointIsLeftToItsTransaction() {
        with(Way.ANNOTATED, REDIS, shop -> {
            TransactionTemplate nested = new TransactionTemplate(shop.manager);
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            List<String> ran = new ArrayList<>();

            assertThatThrownBy(() -> shop.write("order:10", () -> {
                        lose("order:10");
                        nested.executeWithoutResult(status -> ran.add("nested"));
                    }))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("could commit");

            assertThat(ran).containsExactly("nested");
            assertThat(shop.rows()).isZero();
        });
    }

    /** Lets the lease of this name be lost, as after the end of a pause. */
    private static void lose(String name) {
        LockLease lease = LockContext.current().leases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseGet(() -> outerLease(name));
        REDIS.command("DEL lock:{" + name + "}");
        Awaitility.await().pollInSameThread().until(() -> !lease.isHeld());
    }

    private static LockLease outerLease(String name) {
        LockContext outer = Objects.requireNonNull(LockContext.current().outer());
        assertThat(outer.lease().name()).isEqualTo(name);
        return outer.lease();
    }

    private static long end(LockLease lease) {
        return System.nanoTime() + lease.remaining().toNanos();
    }

    private static LockLease awaitShortRest() {
        LockLease lease = LockContext.current().lease();
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> lease.remaining().compareTo(Duration.ofMillis(500)) < 0);
        assertThat(lease.isHeld()).isTrue();
        return lease;
    }

    private static void with(Way way, RedisServer redis, Consumer<Shop> use) {
        LockedApplication.on(redis)
                .withConfiguration(LockedApplication.JDBC)
                .withPropertyValues(
                        "distributed-lock.command-timeout=100ms",
                        "distributed-lock.in-transaction=join",
                        "spring.datasource.hikari.maximum-pool-size=" + (way == Way.REQUIRES_NEW ? 2 : 1))
                .withBean(Orders.class)
                .run(context -> use.accept(new Shop(context, way)));
    }

    /** How lock and transaction come together. */
    private enum Way {
        ANNOTATED,
        TEMPLATE_INSIDE,
        REQUIRES_NEW,
        LOCK_INSIDE,
        FIXED_LEASE,
        LONG_LEASE,
        UNGUARDED
    }

    private static final class Shop {

        private final Way way;
        final Orders orders;
        final PlatformTransactionManager manager;
        final TransactionTemplate transaction;
        private final JdbcTemplate database;

        Shop(ApplicationContext context, Way way) {
            this.way = way;
            orders = context.getBean(Orders.class);
            manager = context.getBean(PlatformTransactionManager.class);
            transaction = new TransactionTemplate(manager);
            database = new JdbcTemplate(context.getBean(DataSource.class));
            database.execute("CREATE TABLE booking (name VARCHAR(100))");
        }

        void write(String key, Runnable meanwhile) {
            Runnable insert = () -> {
                database.update("INSERT INTO booking VALUES (?)", key);
                meanwhile.run();
            };
            switch (way) {
                case ANNOTATED -> orders.write(key, insert);
                case TEMPLATE_INSIDE ->
                    orders.template(key, () -> transaction.executeWithoutResult(status -> insert.run()));
                case REQUIRES_NEW -> {
                    TransactionTemplate fresh = new TransactionTemplate(manager);
                    fresh.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                    orders.write(key, () -> fresh.executeWithoutResult(status -> insert.run()));
                }
                case LOCK_INSIDE -> transaction.executeWithoutResult(status -> orders.template(key, insert));
                case FIXED_LEASE -> orders.fixed(key, insert);
                case LONG_LEASE -> orders.longLease(key, insert);
                case UNGUARDED -> orders.unguarded(key, insert);
            }
        }

        int rows() {
            return database.queryForList("SELECT name FROM booking").size();
        }
    }

    static class Orders {
        @DistributedLock(key = "#key", name = "order-write", leaseMs = 600)
        @Transactional
        public void write(String key, Runnable work) {
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-template", leaseMs = 600)
        public void template(String key, Runnable work) {
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-run", leaseMs = 600)
        public void run(String key, Runnable work) {
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-fixed", leaseMs = 2400, renew = false)
        @Transactional
        public void fixed(String key, Runnable work) {
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-long", leaseMs = 6000)
        @Transactional
        public void longLease(String key, Runnable work) {
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-unguarded", leaseMs = 600, guard = Guard.NONE)
        @Transactional
        public void unguarded(String key, Runnable work) {
            work.run();
        }
    }
}
