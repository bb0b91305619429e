package io.github.latchkey.sample.merchantorder;

/** An order as a merchant submitted it, under the merchant's own number. */
record MerchantOrder(long id, long merchantId, String outTradeNo) {}
