package io.github.latchkey.sample.flashsale;

/** An order of one item by one user. */
record SaleOrder(long id, long itemId, long userId) {}
