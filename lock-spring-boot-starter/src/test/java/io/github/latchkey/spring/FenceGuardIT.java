package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockLostException;
import io.github.latchkey.LockUsageException;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions under locks with the guard FENCE, on a real Redis and H2; the leases hold all the time. */
class FenceGuardIT {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void theTokenIsInTheTableForOthersToSeeBeforeTheMethodReads() {
        with(shop -> {
            shop.orders.write("order:1", () -> {
                long token = LockContext.current().fencingToken();

                assertThat(shop.fenceSeenByOthers("order:1")).isEqualTo(token);
                assertThat(LockContext.current().lease().isHeld()).isTrue();
            });

            assertThat(shop.bookings()).isEqualTo(1);
        });
    }

    @Test
    void theDatabaseRefusesTheCommitOnceALaterHolderHasClaimedThoughTheLeaseSaysItIsHeld() {
        with(shop -> {
            assertThatThrownBy(() -> shop.orders.write("order:2", () -> {
                        shop.claimAsOthersDo("order:2", LockContext.current().fencingToken() + 1);
                        assertThat(LockContext.current().lease().isHeld()).isTrue();
                    }))
                    .isInstanceOfSatisfying(LockLostException.class, lost -> assertThat(lost.lockName())
                            .isEqualTo("order:2"))
                    .hasMessageContaining("a later holder has claimed it in the fence table");

            assertThat(shop.bookings()).isZero();
        });
    }

    @Test
    void aTransactionDoesNotBeginOnceALaterHolderHasClaimed() {
        with(shop -> shop.orders.run("order:3", () -> {
            shop.claimAsOthersDo("order:3", LockContext.current().fencingToken() + 1);

            assertThatThrownBy(() -> shop.transaction.executeWithoutResult(status -> shop.book("order:3")))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("so the transaction of 'order-run' was not begun");
            assertThat(shop.bookings()).isZero();
        }));
    }

    @Test
    void severalTransactionsUnderOneLockAndNestedLocksPass() {
        with(shop -> {
            shop.orders.run("order:4", () -> {
                shop.transaction.executeWithoutResult(status -> shop.book("order:4"));
                shop.orders.write("order:4", () -> {});
            });

            assertThat(shop.bookings()).isEqualTo(2);
        });
    }

    @Test
    void aNestedCallDoesNotClaimAgainWhatItsTransactionHasClaimed() {
        with(1, shop -> {
            // A claim of its own would wait for the only connection, which the transaction has.
            shop.orders.write("order:9", () -> shop.orders.run("order:9", () -> shop.book("order:9")));

            assertThat(shop.bookings()).isEqualTo(2);
        });
    }

    @Test
    void aLockTakenInARunningTransactionClaimsBeforeItsMethodRunsAndIsCheckedAtTheCommit() {
        with(shop -> {
            shop.transaction.executeWithoutResult(status -> shop.orders.run("order:5", () -> {
                assertThat(shop.fenceSeenByOthers("order:5"))
                        .isEqualTo(LockContext.current().fencingToken());
                shop.book("order:5");
            }));
            assertThat(shop.bookings()).isEqualTo(1);

            assertThatThrownBy(() -> shop.transaction.executeWithoutResult(status -> {
                        shop.orders.run("order:5", () -> {
                            shop.book("order:5");
                            shop.claimAsOthersDo(
                                    "order:5", LockContext.current().fencingToken() + 1);
                        });
                    }))
                    .isInstanceOf(LockLostException.class);
            assertThat(shop.bookings()).isEqualTo(1);
        });
    }

    @Test
    void aLockTakenInARunningTransactionIsGivenBackWhereALaterHolderHasClaimed() {
        with(shop -> {
            shop.claimAsOthersDo("order:6", Long.MAX_VALUE);

            assertThatThrownBy(() -> shop.transaction.executeWithoutResult(
                            status -> shop.orders.run("order:6", () -> shop.book("order:6"))))
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("so the method was not run");

            assertThat(REDIS.command("EXISTS lock:{order:6}")).startsWith(":0");
        });
    }

    @Test
    void theTransactionsOfAFutureAreProtectedButNotOneAroundItsCall() {
        with(shop -> {
            Supplier<String> booked = () -> shop.inTransaction(() -> {
                shop.book("order:8");
                return shop.fenceSeenByOthers("order:8")
                                == LockContext.current().fencingToken()
                        ? "booked"
                        : "";
            });

            assertThat(shop.orders.future("order:8", booked))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo("booked");
            assertThat(shop.bookings()).isEqualTo(1);

            CompletableFuture<String> inside = shop.inTransaction(() -> shop.orders.future("order:8", booked));
            assertThat(inside)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(LockUsageException.class)
                    .withMessageStartingWith(
                            "Locked method 'order-future' returns a future, and was called in a transaction"
                                    + " that was already running. ");
        });
    }

    @Test
    void aTransactionOnAnotherDatabaseIsRolledBack() {
        with(shop -> {
            DataSource other = new SimpleDriverDataSource(new Driver(), "jdbc:h2:mem:other;DB_CLOSE_DELAY=-1");
            DataSourceTransactionManager manager = new DataSourceTransactionManager(other);
            PlatformTransactionManager known = shop.manager;
            ((DataSourceTransactionManager) known)
                    .getTransactionExecutionListeners()
                    .forEach(manager::addListener);
            new JdbcTemplate(other).execute("CREATE TABLE booking (name VARCHAR(100))");

            assertThatThrownBy(() -> shop.orders.run("order:7", () -> new TransactionTemplate(manager)
                            .executeWithoutResult(status ->
                                    new JdbcTemplate(other).update("INSERT INTO booking VALUES ('order:7')"))))
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageContaining("The transaction under the lock of 'order-run' was on another database");

            assertThat(new JdbcTemplate(other).queryForList("SELECT * FROM booking"))
                    .isEmpty();
        });
    }

    private static void with(Consumer<Shop> use) {
        with(10, use);
    }

    private static void with(int connections, Consumer<Shop> use) {
        LockedApplication.on(REDIS)
                .withConfiguration(LockedApplication.JDBC)
                .withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=" + connections,
                        "spring.datasource.hikari.connection-timeout=2000",
                        "distributed-lock.in-transaction=join",
                        "distributed-lock.fence.initialize-schema=embedded")
                .withBean(Orders.class)
                .run(context -> use.accept(new Shop(context)));
    }

    private static final class Shop {

        final Orders orders;
        final PlatformTransactionManager manager;
        final TransactionTemplate transaction;
        private final JdbcTemplate database;
        private final JdbcTemplate others;

        Shop(ApplicationContext context) {
            orders = context.getBean(Orders.class);
            manager = context.getBean(PlatformTransactionManager.class);
            transaction = new TransactionTemplate(manager);
            database = new JdbcTemplate(context.getBean(DataSource.class));
            others = new JdbcTemplate(new DriverManagerDataSource(
                    Objects.requireNonNull(database.execute((ConnectionCallback<String>)
                            connection -> connection.getMetaData().getURL())),
                    "sa",
                    ""));
            database.execute("CREATE TABLE booking (name VARCHAR(100))");
        }

        void book(String name) {
            database.update("INSERT INTO booking VALUES (?)", name);
        }

        <T> T inTransaction(Supplier<T> work) {
            return Objects.requireNonNull(transaction.execute(status -> work.get()));
        }

        int bookings() {
            return others.queryForList("SELECT name FROM booking").size();
        }

        long fenceSeenByOthers(String name) {
            List<Long> tokens =
                    others.queryForList("SELECT token FROM latchkey_fence WHERE name = ?", Long.class, name);
            assertThat(tokens).hasSize(1);
            return tokens.get(0);
        }

        void claimAsOthersDo(String name, long token) {
            others.update("MERGE INTO latchkey_fence VALUES (?, ?, CURRENT_TIMESTAMP)", name, token);
        }
    }

    static class Orders {

        private final JdbcTemplate database;

        Orders(DataSource dataSource) {
            database = new JdbcTemplate(dataSource);
        }

        @DistributedLock(key = "#key", name = "order-write", guard = Guard.FENCE)
        @Transactional
        public void write(String key, Runnable work) {
            database.update("INSERT INTO booking VALUES (?)", key);
            work.run();
        }

        @DistributedLock(key = "#key", name = "order-future", guard = Guard.FENCE)
        public CompletableFuture<String> future(String key, Supplier<String> work) {
            return CompletableFuture.completedFuture(work.get());
        }

        @DistributedLock(key = "#key", name = "order-run", guard = Guard.FENCE)
        public void run(String key, Runnable work) {
            work.run();
        }
    }
}
