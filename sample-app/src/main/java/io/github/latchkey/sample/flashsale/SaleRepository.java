package io.github.latchkey.sample.flashsale;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Items on sale and their orders in the database. */
@Repository
class SaleRepository {

    private final JdbcClient jdbc;

    SaleRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Item create(long stock) {
        long id = GeneratedId.of(jdbc.sql("insert into sale_items (stock, remaining, version) values (?, ?, 0)")
                .params(stock, stock));
        return new Item(id, stock, stock, 0);
    }

    Item get(long itemId) {
        return get(itemId, "");
    }

    Item getForUpdate(long itemId) {
        return get(itemId, " for update");
    }

    private Item get(long itemId, String lock) {
        return jdbc.sql("select id, stock, remaining, version from sale_items where id = ?" + lock)
                .param(itemId)
                .query(Item.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("sale", itemId));
    }

    boolean hasOrdered(long itemId, long userId) {
        return jdbc.sql("select count(*) from sale_orders where item_id = ? and user_id = ?")
                        .params(itemId, userId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void takeOne(Item item) {
        jdbc.sql("update sale_items set remaining = ?, version = version + 1 where id = ?")
                .params(item.remaining() - 1, item.id())
                .update();
    }

    boolean takeOneIfUnchanged(Item item) {
        return jdbc.sql("update sale_items set remaining = ?, version = version + 1 where id = ? and version = ?")
                        .params(item.remaining() - 1, item.id(), item.version())
                        .update()
                == 1;
    }

    SaleOrder insertOrder(long itemId, long userId) {
        long id = GeneratedId.of(jdbc.sql("insert into sale_orders (item_id, user_id) values (?, ?)")
                .params(itemId, userId));
        return new SaleOrder(id, itemId, userId);
    }

    Set<Long> repeatBuyers(long itemId) {
        return jdbc.sql("select user_id from sale_orders where item_id = ? group by user_id having count(*) > 1")
                .param(itemId)
                .query(Long.class)
                .set();
    }

    SaleRecord record(long itemId, long users) {
        return jdbc.sql(
                        """
                        select i.stock, i.remaining, cast(:users as bigint) users, coalesce(sum(b.orders), 0) orders,
                               count(b.user_id) buyers, count(case when b.orders > 1 then 1 end) repeat_buyers
                          from sale_items i left join
                               (select item_id, user_id, count(*) orders from sale_orders
                                 where item_id = :item group by item_id, user_id) b on b.item_id = i.id
                         where i.id = :item group by i.stock, i.remaining""")
                .param("item", itemId)
                .param("users", users)
                .query(SaleRecord.class)
                .single();
    }
}
