package io.github.latchkey.sample.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.redis.RedisLockStore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LockedSchemaTest {

    @Test
    void withoutRedisTheTablesAreCreatedAllTheSame() {
        DataSource database = new DriverManagerDataSource("jdbc:h2:mem:no-redis;DB_CLOSE_DELAY=-1");
        // Nothing listens on port 1.
        try (LockClient locks = LockClient.builder(RedisLockStore.connect("redis://127.0.0.1:1"))
                .build()) {
            assertThat(new LockedSchema(database, Provided.with(locks)).initializeDatabase())
                    .isTrue();
        }

        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from orders")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
