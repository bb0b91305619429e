package io.github.latchkey.sample.remote;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The company that moves the money: slow, and with books of its own, which a rollback of the shop's does not touch. Asked twice under one
 * idempotency key it moves money once, and refuses another amount under that key.
 *
 * <p>Its books lie in the shop's database, for want of another one, but are written on connections of its own. Safe for use by many
 * threads.
 */
@Component
public final class PaymentGateway implements DisposableBean {

    private static final int CONNECTIONS = 8;

    private final HikariDataSource books;
    private final JdbcClient jdbc;

    PaymentGateway(DataSource shop) throws SQLException {
        HikariConfig config = new HikariConfig();
        shop.unwrap(HikariDataSource.class).copyStateTo(config);
        config.setPoolName("payment-gateway");
        config.setMaximumPoolSize(CONNECTIONS);
        books = new HikariDataSource(config);
        jdbc = JdbcClient.create(books);
    }

    /** Takes money for something, named by the reference, once for each idempotency key. */
    public void charge(String idempotencyKey, String reference, long cents) {
        book(idempotencyKey, reference, cents);
    }

    /** Gives money back, once for each idempotency key. */
    public void refund(String idempotencyKey, String reference, long cents) {
        book(idempotencyKey, reference, -cents);
    }

    private void book(String idempotencyKey, String reference, long cents) {
        RemoteCall.make();
        try {
            jdbc.sql("insert into gateway_bookings (idempotency_key, reference, amount_cents) values (?, ?, ?)")
                    .params(idempotencyKey, reference, cents)
                    .update();
        } catch (DuplicateKeyException e) {
            // Booked before: the answer is the same, and nothing moves.
            refuseOtherAmount(idempotencyKey, cents);
        }
    }

    private void refuseOtherAmount(String idempotencyKey, long cents) {
        long before = jdbc.sql("select amount_cents from gateway_bookings where idempotency_key = ?")
                .param(idempotencyKey)
                .query(Long.class)
                .single();
        if (before != cents) {
            throw new IdempotencyKeyException(idempotencyKey, before);
        }
    }

    @Override
    public void destroy() {
        books.close();
    }
}
