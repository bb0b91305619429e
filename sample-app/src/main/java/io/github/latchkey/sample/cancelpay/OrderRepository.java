package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.cancelpay.Order.Status;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders, payments and cancellations in the database. */
@Repository
class OrderRepository {

    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Order create(long amountCents) {
        long id = GeneratedId.of(jdbc.sql("insert into orders (amount_cents, status) values (?, ?)")
                .params(amountCents, Status.NEW.name()));
        return new Order(id, amountCents, Status.NEW);
    }

    List<OrderRecord> records(long firstId, long lastId) {
        return jdbc.sql(
                        """
                        select id, amount_cents, status,
                               (select coalesce(sum(g.amount_cents), 0) from gateway_bookings g
                                 where g.reference = concat('order-', o.id)) captured_cents,
                               (select count(*) from payments p where p.order_id = o.id) payments,
                               (select count(*) from cancellations c where c.order_id = o.id) cancellations
                          from orders o where id between ? and ?""")
                .params(firstId, lastId)
                .query(OrderRecord.class)
                .list();
    }

    Order get(long orderId) {
        return get(orderId, "");
    }

    Order getForUpdate(long orderId) {
        return get(orderId, " for update");
    }

    private Order get(long orderId, String lock) {
        return jdbc.sql("select id, amount_cents, status from orders where id = ?" + lock)
                .param(orderId)
                .query(Order.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("order", orderId));
    }

    boolean updateIfNew(long orderId, Status status) {
        return jdbc.sql("update orders set status = ? where id = ? and status = ?")
                        .params(status.name(), orderId, Status.NEW.name())
                        .update()
                == 1;
    }

    void insertPayment(long orderId, long amountCents) {
        jdbc.sql("insert into payments (order_id, amount_cents) values (?, ?)")
                .params(orderId, amountCents)
                .update();
    }

    void insertCancellation(long orderId) {
        jdbc.sql("insert into cancellations (order_id) values (?)")
                .param(orderId)
                .update();
    }

    Order update(Order order, Status status) {
        jdbc.sql("update orders set status = ? where id = ?")
                .params(status.name(), order.id())
                .update();
        return new Order(order.id(), order.amountCents(), status);
    }
}
