package io.github.latchkey.sample.refund;

/** A payment, and how much of it was given back. */
record RefundablePayment(long id, long amountCents, long refundedCents) {

    long left() {
        return amountCents - refundedCents;
    }

    RefundablePayment plusRefunded(long cents) {
        return new RefundablePayment(id, amountCents, refundedCents + cents);
    }
}
