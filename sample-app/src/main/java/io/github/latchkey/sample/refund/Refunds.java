package io.github.latchkey.sample.refund;

/** What can be done to a payment. */
interface Refunds {

    /**
     * Gives a part of the money back, whole or not at all.
     *
     * @param refundId chosen by the caller, who repeats it with a request that may have been done before
     * @return the payment after the refund
     */
    RefundablePayment refund(long paymentId, String refundId, long amountCents);
}
