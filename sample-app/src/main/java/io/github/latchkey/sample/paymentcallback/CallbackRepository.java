package io.github.latchkey.sample.paymentcallback;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Payments and their follow-ups in the database. */
@Repository
class CallbackRepository {

    private static final String SELECT =
            """
            select id, state, (select count(*) from follow_ups f where f.payment_id = p.id) follow_ups
              from pending_payments p\s""";

    private final JdbcClient jdbc;

    CallbackRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PendingPayment create() {
        long id = GeneratedId.of(
                jdbc.sql("insert into pending_payments (state) values (?)").param(PendingPayment.WAITING));
        return new PendingPayment(id, PendingPayment.WAITING, 0);
    }

    List<PendingPayment> all(List<Long> ids) {
        return jdbc.sql(SELECT + "where id in (:ids)")
                .param("ids", ids)
                .query(PendingPayment.class)
                .list();
    }

    PendingPayment get(long paymentId) {
        return get(paymentId, "");
    }

    PendingPayment getForUpdate(long paymentId) {
        return get(paymentId, " for update");
    }

    private PendingPayment get(long paymentId, String lock) {
        return jdbc.sql(SELECT + "where id = ?" + lock)
                .param(paymentId)
                .query(PendingPayment.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("pending payment", paymentId));
    }

    void insertFollowUp(long paymentId) {
        jdbc.sql("insert into follow_ups (payment_id) values (?)")
                .param(paymentId)
                .update();
    }

    void update(long paymentId, int state) {
        jdbc.sql("update pending_payments set state = ? where id = ?")
                .params(state, paymentId)
                .update();
    }

    boolean updateIfWaiting(long paymentId, int state) {
        return jdbc.sql("update pending_payments set state = ? where id = ? and state = ?")
                        .params(state, paymentId, PendingPayment.WAITING)
                        .update()
                == 1;
    }
}
