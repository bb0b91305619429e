package io.github.latchkey.sample.merchantorder;

/**
 * All that was recorded for one merchant.
 *
 * @param numbers different numbers among the orders
 */
record MerchantRecord(long orders, long numbers) {

    /** Returns how many orders have a number that another one has. */
    long extra() {
        return orders - numbers;
    }
}
