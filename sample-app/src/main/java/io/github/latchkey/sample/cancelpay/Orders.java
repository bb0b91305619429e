package io.github.latchkey.sample.cancelpay;

/** What can be done to an order. */
interface Orders {

    /** Captures the money and marks the order paid. */
    Order pay(long orderId);

    /** Records the cancellation and marks the order cancelled. */
    Order cancel(long orderId);
}
