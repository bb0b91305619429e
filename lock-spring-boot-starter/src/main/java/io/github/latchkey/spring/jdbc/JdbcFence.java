package io.github.latchkey.spring.jdbc;

import io.github.latchkey.spring.Fence;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The fence in a table of the application's database: {@code name}, its highest {@code token}, and when that was {@code claimed_at}.
 * Statements for its creation are in this package's folder {@code fence}. Safe for use by several threads.
 */
public final class JdbcFence implements Fence {

    /** Two holders that claim one name at the same time can fail for each other's sake; a few tries are plenty. */
    private static final int TRIES = 5;

    private final DataSource dataSource;
    private final String table;
    private final FenceTable statements;

    /**
     * Creates the fence.
     *
     * @param dataSource of the transactions that are to be protected
     * @param table      the table's name, with its schema if that is not the default
     * @throws IllegalArgumentException if that is not the name of a table
     */
    public JdbcFence(DataSource dataSource, String table) {
        if (!table.matches("[A-Za-z_][\\w$]*(\\.[A-Za-z_][\\w$]*)?")) {
            throw new IllegalArgumentException("distributed-lock.fence.table is '" + table
                    + "', but must be the name of a table: letters, digits and underscores, such as latchkey_fence or"
                    + " shop.latchkey_fence.");
        }
        // Transactions run on what such a proxy stands for.
        this.dataSource =
                dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                        ? proxy.getTargetDataSource()
                        : dataSource;
        this.table = table;
        this.statements = new FenceTable(table);
    }

    @Override
    public boolean isInTransaction() {
        if (!(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder)) {
            return false;
        }
        // A transaction of another kind binds connections, too, but commits each statement on its own.
        return onBoundConnection("look at the transaction", connection -> !connection.getAutoCommit());
    }

    @Override
    public boolean claim(String name, long token) {
        return onOwnConnection("claim of the fence", connection -> {
            for (int i = 1; ; i++) {
                try {
                    return claim(connection, name, token);
                } catch (SQLException e) {
                    DataAccessException failure = translated("claim of the fence", e);
                    boolean passing = failure instanceof ConcurrencyFailureException
                            || failure instanceof DataIntegrityViolationException;
                    if (!passing || i == TRIES) {
                        throw failure;
                    }
                }
            }
        });
    }

    private boolean claim(Connection connection, String name, long token) throws SQLException {
        if (statements.raise(connection, name, token)) {
            return true;
        }
        if (statements.has(connection, name)) {
            return false;
        }
        // Fails where somebody is faster; then there is a row to raise.
        statements.add(connection, name, token);
        return true;
    }

    @Override
    public boolean confirm(String name, long token) {
        return onBoundConnection("check of the fence", connection -> statements.raise(connection, name, token));
    }

    @Override
    public @Nullable Problem problem() {
        Work<@Nullable Problem> look = connection -> {
            try {
                boolean unused = statements.has(connection, "");
                return null;
            } catch (SQLException e) {
                return new Problem(
                        "the fence table '" + table + "' cannot be read: " + e.getMessage(),
                        "Create it with the statement in " + FenceSchema.of(connection)
                                + " of the starter's jar, or set distributed-lock.fence.initialize-schema=always.");
            }
        };
        return onOwnConnection("look at the fence", look);
    }

    /**
     * Creates the table, unless it is there.
     *
     * @throws IllegalStateException if no statement is known for this database
     */
    public void createTable() {
        onOwnConnection("creation of the fence table", connection -> {
            FenceSchema.of(connection).create(connection, table);
            return true;
        });
    }

    /** Creates the table, unless it is there or the database is not one in the memory of this process. */
    public void createTableIfEmbedded() {
        onOwnConnection("creation of the fence table", connection -> {
            if (FenceSchema.isEmbedded(connection)) {
                FenceSchema.of(connection).create(connection, table);
            }
            return true;
        });
    }

    private <T extends @Nullable Object> T onOwnConnection(String task, Work<T> work) {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("No connection for the " + task, e);
        }
        try (connection) {
            boolean committing = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                connection.setAutoCommit(committing);
            }
        } catch (SQLException e) {
            throw translated(task, e);
        }
    }

    private <T> T onBoundConnection(String task, Work<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw translated(task, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static DataAccessException translated(String task, SQLException failure) {
        DataAccessException known = new SQLExceptionSubclassTranslator().translate(task, null, failure);
        return known == null ? new UncategorizedSQLException(task, null, failure) : known;
    }

    private interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }
}
