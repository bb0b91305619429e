package io.github.latchkey.sample.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.github.latchkey.LockClient;
import io.github.latchkey.memory.MemoryLockStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class PostgresFailureAnalyzerTest {

    // Nothing listens on port 1.
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/latchkey";

    @Test
    void aPostgresThatIsNotThereIsReportedWithTheRemedy() {
        FailureAnalysis analysis = Objects.requireNonNull(analyze(NOWHERE, failureOfTheSchemaAt(NOWHERE)));

        assertThat(analysis.getDescription())
                .startsWith(
                        "The database " + NOWHERE + " cannot be used by 'latchkey': Connection to 127.0.0.1:1 refused");
        assertThat(analysis.getAction()).contains("create role latchkey", "createdb", "--spring.datasource.url");
    }

    @Test
    void otherDatabasesAreLeftToSpringBoot() {
        assertThat(analyze("jdbc:h2:file:db", failureOfTheSchemaAt(NOWHERE))).isNull();
    }

    private static @Nullable FailureAnalysis analyze(String url, Throwable failure) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.datasource.url", url)
                .withProperty("spring.datasource.username", "latchkey");
        return new PostgresFailureAnalyzer(environment).analyze(failure);
    }

    private static Throwable failureOfTheSchemaAt(String url) {
        try (HikariDataSource database = new HikariDataSource();
                LockClient locks = LockClient.builder(new MemoryLockStore()).build()) {
            database.setJdbcUrl(url);
            return catchThrowable(new LockedSchema(database, Provided.with(locks))::initializeDatabase);
        }
    }
}
