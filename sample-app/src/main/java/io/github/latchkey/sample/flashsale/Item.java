package io.github.latchkey.sample.flashsale;

/**
 * An item on sale as it is stored.
 *
 * @param stock how many there were at first
 * @param remaining how many are left
 * @param version how often an order has changed it
 */
record Item(long id, long stock, long remaining, long version) {}
