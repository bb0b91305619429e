package io.github.latchkey.sample.merchantorder;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders of merchants in the database, and the numbers that are taken. */
@Repository
class MerchantOrderRepository {

    private final JdbcClient jdbc;

    MerchantOrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    MerchantOrder get(long id) {
        return jdbc.sql("select id, merchant_id, out_trade_no from merchant_orders where id = ?")
                .param(id)
                .query(MerchantOrder.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("merchant order", id));
    }

    boolean exists(long merchantId, String outTradeNo) {
        return jdbc.sql("select count(*) from merchant_orders where merchant_id = ? and out_trade_no = ?")
                        .params(merchantId, outTradeNo)
                        .query(Long.class)
                        .single()
                > 0;
    }

    MerchantOrder insert(long merchantId, String outTradeNo) {
        long id = GeneratedId.of(jdbc.sql("insert into merchant_orders (merchant_id, out_trade_no) values (?, ?)")
                .params(merchantId, outTradeNo));
        return new MerchantOrder(id, merchantId, outTradeNo);
    }

    void insertNumber(long merchantId, String outTradeNo) {
        jdbc.sql("insert into merchant_order_numbers (merchant_id, out_trade_no) values (?, ?)")
                .params(merchantId, outTradeNo)
                .update();
    }

    List<String> repeatedNumbers(long merchantId) {
        return jdbc.sql(
                        """
                        select out_trade_no from merchant_orders where merchant_id = ?
                         group by out_trade_no having count(*) > 1""")
                .param(merchantId)
                .query(String.class)
                .list();
    }

    MerchantRecord record(long merchantId) {
        return jdbc.sql(
                        """
                        select count(*) orders, count(distinct out_trade_no) numbers
                          from merchant_orders where merchant_id = ?""")
                .param(merchantId)
                .query(MerchantRecord.class)
                .single();
    }
}
