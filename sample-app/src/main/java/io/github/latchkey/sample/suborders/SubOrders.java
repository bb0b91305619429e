package io.github.latchkey.sample.suborders;

/** What can be done to a sub-order. */
interface SubOrders {

    /** Marks the sub-order successful, and its main order with the last one. */
    void complete(long mainOrderId, long subOrderId);
}
