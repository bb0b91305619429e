package io.github.latchkey.spring;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** An account whose balance is read, and written later. */
class Accounts {

    private final JdbcTemplate database;

    Accounts(DataSource dataSource) {
        database = new JdbcTemplate(dataSource);
    }

    void open(int balance) {
        database.execute("CREATE TABLE account (balance INT)");
        database.update("INSERT INTO account VALUES (?)", balance);
    }

    int balance() {
        return Objects.requireNonNull(database.queryForObject("SELECT balance FROM account", Integer.class));
    }

    @DistributedLock(key = "'account'", name = "unguarded", guard = Guard.NONE)
    @Transactional
    public void depositUnguarded(int amount, Runnable meanwhile) {
        deposit(amount, meanwhile);
    }

    @DistributedLock(key = "'account'", name = "leased", guard = Guard.LEASE)
    @Transactional
    public void depositWithLease(int amount, Runnable meanwhile) {
        deposit(amount, meanwhile);
    }

    @DistributedLock(key = "'account'", name = "fenced", guard = Guard.FENCE)
    @Transactional
    public void depositWithFence(int amount, Runnable meanwhile) {
        deposit(amount, meanwhile);
    }

    private void deposit(int amount, Runnable meanwhile) {
        int before = balance();
        meanwhile.run();
        database.update("UPDATE account SET balance = ?", before + amount);
    }
}
