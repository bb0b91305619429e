package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.cancelpay.Order.Status;

/** All that was recorded for one order. */
record OrderRecord(long id, long amountCents, Status status, long capturedCents, long payments, long cancellations) {

    /** Tells whether the order was both paid and cancelled, or the captured money does not fit its state. */
    boolean isViolation() {
        long due = status == Status.PAID ? amountCents : 0;
        return (payments > 0 && cancellations > 0) || capturedCents != due;
    }
}
