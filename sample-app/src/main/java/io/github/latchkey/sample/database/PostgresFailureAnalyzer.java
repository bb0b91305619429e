package io.github.latchkey.sample.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Says what PostgreSQL is missing, instead of a stack trace: the server, the role, or the database. */
final class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<CannotGetJdbcConnectionException> {

    private final Environment environment;

    PostgresFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, CannotGetJdbcConnectionException cause) {
        String url = environment.getProperty("spring.datasource.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            return null;
        }
        // The driver's own words; the causes below know neither the host nor the port.
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        String user = environment.getProperty("spring.datasource.username", "");
        return new FailureAnalysis(
                "The database " + url + " cannot be used by '" + user + "': " + reason.getMessage(),
                """
                Start PostgreSQL, and create the user and the database as its superuser:
                    psql -c "create role latchkey login password 'latchkey'"
                    createdb -O latchkey latchkey
                Another server is named by --spring.datasource.url, .username and .password; without the profile 'postgres' \
                the sample needs none.""",
                cause);
    }
}
