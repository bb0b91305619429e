package io.github.latchkey.sample.refund;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payments and their refunds in the database. */
@Repository
class RefundRepository {

    private final JdbcClient jdbc;

    RefundRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RefundablePayment create(long amountCents) {
        long id =
                GeneratedId.of(jdbc.sql("insert into refundable_payments (amount_cents, refunded_cents) values (?, 0)")
                        .param(amountCents));
        return new RefundablePayment(id, amountCents, 0);
    }

    List<RefundRecord> records(List<Long> ids) {
        return jdbc.sql(
                        """
                        select id, amount_cents, refunded_cents counted_cents,
                               (select count(*) from refunds r where r.payment_id = p.id) refunds,
                               (select coalesce(sum(r.amount_cents), 0) from refunds r
                                 where r.payment_id = p.id) refunded_cents,
                               (select coalesce(-sum(g.amount_cents), 0) from gateway_bookings g
                                 where g.reference = concat('refund-', p.id)) booked_cents
                          from refundable_payments p where id in (:ids)""")
                .param("ids", ids)
                .query(RefundRecord.class)
                .list();
    }

    RefundablePayment get(long paymentId) {
        return get(paymentId, "");
    }

    RefundablePayment getForUpdate(long paymentId) {
        return get(paymentId, " for update");
    }

    private RefundablePayment get(long paymentId, String lock) {
        return jdbc.sql("select id, amount_cents, refunded_cents from refundable_payments where id = ?" + lock)
                .param(paymentId)
                .query(RefundablePayment.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("payment", paymentId));
    }

    /** Returns the amount of a refund that is stored. */
    Optional<Long> find(long paymentId, String refundId) {
        return jdbc.sql("select amount_cents from refunds where payment_id = ? and refund_id = ?")
                .params(paymentId, refundId)
                .query(Long.class)
                .optional();
    }

    void insert(long paymentId, String refundId, long amountCents) {
        jdbc.sql("insert into refunds (payment_id, refund_id, amount_cents) values (?, ?, ?)")
                .params(paymentId, refundId, amountCents)
                .update();
    }

    void delete(long paymentId, String refundId) {
        jdbc.sql("delete from refunds where payment_id = ? and refund_id = ?")
                .params(paymentId, refundId)
                .update();
    }

    void addRefunded(long paymentId, long cents) {
        jdbc.sql("update refundable_payments set refunded_cents = refunded_cents + ? where id = ?")
                .params(cents, paymentId)
                .update();
    }

    boolean addRefundedIfLeft(long paymentId, long cents) {
        return jdbc.sql(
                                """
                                update refundable_payments set refunded_cents = refunded_cents + ?
                                 where id = ? and amount_cents - refunded_cents >= ?""")
                        .params(cents, paymentId, cents)
                        .update()
                == 1;
    }
}
