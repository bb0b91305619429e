package io.github.latchkey.sample.merchantorder;

/** What merchants can do. */
interface MerchantOrders {

    /** Takes an order, unless there is one of that number. */
    MerchantOrder submit(long merchantId, String outTradeNo);
}
