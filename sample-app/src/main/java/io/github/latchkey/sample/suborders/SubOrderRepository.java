package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Main orders and their sub-orders in the database. */
@Repository
class SubOrderRepository {

    private static final String SELECT =
            """
            select id, status, version,
                   (select count(*) from sub_orders s where s.main_order_id = m.id and s.status <> 'SUCCESS') unfinished,
                   (select count(*) from main_order_completions c where c.main_order_id = m.id) completions
              from main_orders m\s""";

    private final JdbcClient jdbc;

    SubOrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a main order with so many parts and returns its id. */
    @Transactional
    public long create(int total) {
        long mainOrderId =
                GeneratedId.of(jdbc.sql("insert into main_orders (total, done, version, status) values (?, 0, 0, ?)")
                        .params(total, Status.OPEN.name()));
        for (int i = 0; i < total; i++) {
            jdbc.sql("insert into sub_orders (main_order_id, status) values (?, ?)")
                    .params(mainOrderId, Status.OPEN.name())
                    .update();
        }
        return mainOrderId;
    }

    List<MainOrder> all(List<Long> ids) {
        return jdbc.sql(SELECT + "where id in (:ids)")
                .param("ids", ids)
                .query(MainOrder.class)
                .list();
    }

    MainOrder get(long mainOrderId) {
        return get(mainOrderId, "");
    }

    MainOrder getForUpdate(long mainOrderId) {
        return get(mainOrderId, " for update");
    }

    private MainOrder get(long mainOrderId, String lock) {
        return jdbc.sql(SELECT + "where id = ?" + lock)
                .param(mainOrderId)
                .query(MainOrder.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("main order", mainOrderId));
    }

    List<SubOrder> subOrders(long mainOrderId) {
        return jdbc.sql("select id, status from sub_orders where main_order_id = ? order by id")
                .param(mainOrderId)
                .query(SubOrder.class)
                .list();
    }

    /** Marks a sub-order successful, unless it is. */
    void finish(long mainOrderId, long subOrderId) {
        int changed = jdbc.sql("update sub_orders set status = ? where id = ? and main_order_id = ? and status = ?")
                .params(Status.SUCCESS.name(), subOrderId, mainOrderId, Status.OPEN.name())
                .update();
        if (changed == 0) {
            throw isPart(mainOrderId, subOrderId)
                    ? new SubOrderDoneException(subOrderId)
                    : new NotFoundException("sub-order", subOrderId + " of main order " + mainOrderId);
        }
    }

    private boolean isPart(long mainOrderId, long subOrderId) {
        return jdbc.sql("select id from sub_orders where id = ? and main_order_id = ?")
                .params(subOrderId, mainOrderId)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    long unfinished(long mainOrderId) {
        return jdbc.sql("select count(*) from sub_orders where main_order_id = ? and status <> ?")
                .params(mainOrderId, Status.SUCCESS.name())
                .query(Long.class)
                .single();
    }

    void complete(long mainOrderId) {
        jdbc.sql("update main_orders set status = ? where id = ?")
                .params(Status.SUCCESS.name(), mainOrderId)
                .update();
        jdbc.sql("insert into main_order_completions (main_order_id) values (?)")
                .param(mainOrderId)
                .update();
    }

    /** Tells whether nobody has changed the main order since it was read, and makes this a change. */
    boolean updateIfUnchanged(MainOrder order) {
        return jdbc.sql("update main_orders set version = version + 1 where id = ? and version = ?")
                        .params(order.id(), order.version())
                        .update()
                == 1;
    }

    /** Counts one sub-order as done and tells whether it was the last. */
    boolean countDone(long mainOrderId) {
        jdbc.sql("update main_orders set done = done + 1 where id = ?")
                .param(mainOrderId)
                .update();
        return jdbc.sql("select done = total from main_orders where id = ?")
                .param(mainOrderId)
                .query(Boolean.class)
                .single();
    }
}
