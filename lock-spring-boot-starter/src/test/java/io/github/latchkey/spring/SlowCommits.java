package io.github.latchkey.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose commits take a while, and which knows how many bodies have not been committed. */
final class SlowCommits extends DelegatingDataSource {

    private final Duration commitTime;
    private final AtomicInteger uncommitted = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final ThreadLocal<Boolean> inBody = ThreadLocal.withInitial(() -> false);

    SlowCommits(DataSource target, Duration commitTime) {
        super(target);
        this.commitTime = commitTime;
    }

    /** Begins a body; it ends with the commit of its thread. */
    void body() {
        inBody.set(true);
        most.accumulateAndGet(uncommitted.incrementAndGet(), Math::max);
    }

    /** Returns how many bodies were uncommitted at the same time, at the most. */
    int mostUncommitted() {
        return most.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    if (commit) {
                        Thread.sleep(commitTime.toMillis());
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (commit && inBody.get()) {
                            inBody.remove();
                            uncommitted.decrementAndGet();
                        }
                    }
                });
    }
}
