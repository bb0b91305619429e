package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Many callers of a locked method whose commit takes long: the lock covers the commit. On a real Redis and H2. */
@Tag("any-jdk")
class SlowCommitIT {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @ParameterizedTest(name = "{0}, {1} callers")
    @CsvSource({
        "CALLED_FROM_OUTSIDE, 50",
        "CALLED_IN_A_TRANSACTION, 50",
        "FENCED_FROM_OUTSIDE, 10",
        "FENCED_IN_A_TRANSACTION, 10"
    })
    void noTwoBodiesAreUncommittedAtTheSameTimeAndNoUpdateIsLost(Way way, int callers) throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(2 * callers);
        SlowCommits database = new SlowCommits(pool, Duration.ofMillis(300));
        application(database).run(context -> {
            JdbcTemplate jdbc = new JdbcTemplate(database);
            jdbc.execute("CREATE TABLE counter (amount INT)");
            jdbc.update("INSERT INTO counter VALUES (0)");
            Counter counter = context.getBean(Counter.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            ExecutorService threads = Executors.newFixedThreadPool(callers);

            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> way.call(counter, transaction)));
            }
            threads.shutdown();
            for (Future<?> call : calls) {
                call.get(120, TimeUnit.SECONDS);
            }

            assertThat(database.mostUncommitted()).isEqualTo(1);
            assertThat(counter.amount()).isEqualTo(callers);
        });
        pool.dispose();
    }

    private static ApplicationContextRunner application(SlowCommits database) {
        return LockedApplication.on(REDIS)
                .withConfiguration(LockedApplication.JDBC)
                .withPropertyValues(
                        "distributed-lock.in-transaction=join",
                        "distributed-lock.wait=2m",
                        "distributed-lock.fence.initialize-schema=always")
                .withBean(SlowCommits.class, () -> database)
                .withBean(Counter.class);
    }

    private enum Way {
        CALLED_FROM_OUTSIDE {
            @Override
            void call(Counter counter, TransactionTemplate transaction) {
                counter.increment();
            }
        },
        CALLED_IN_A_TRANSACTION {
            @Override
            void call(Counter counter, TransactionTemplate transaction) {
                transaction.executeWithoutResult(status -> counter.increment());
            }
        },
        FENCED_FROM_OUTSIDE {
            @Override
            void call(Counter counter, TransactionTemplate transaction) {
                counter.incrementFenced();
            }
        },
        FENCED_IN_A_TRANSACTION {
            @Override
            void call(Counter counter, TransactionTemplate transaction) {
                transaction.executeWithoutResult(status -> counter.incrementFenced());
            }
        };

        abstract void call(Counter counter, TransactionTemplate transaction);
    }

    static class Counter {

        private final SlowCommits database;
        private final JdbcTemplate jdbc;

        Counter(SlowCommits database) {
            this.database = database;
            this.jdbc = new JdbcTemplate(database);
        }

        @DistributedLock(key = "'counter'")
        @Transactional
        public void increment() {
            add();
        }

        @DistributedLock(key = "'counter'", guard = Guard.FENCE)
        @Transactional
        public void incrementFenced() {
            add();
        }

        private void add() {
            database.body();
            jdbc.update("UPDATE counter SET amount = ?", amount() + 1);
        }

        int amount() {
            return Objects.requireNonNull(jdbc.queryForObject("SELECT amount FROM counter", Integer.class));
        }
    }
}
