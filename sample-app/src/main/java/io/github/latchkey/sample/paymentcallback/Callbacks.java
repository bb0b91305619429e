package io.github.latchkey.sample.paymentcallback;

/** What is done when the provider calls back. */
interface Callbacks {

    /** Sends the follow-up of a payment that has arrived, unless that was done before. */
    Outcome paid(long paymentId);

    /** What came of a callback. Either way the work is done and committed. */
    enum Outcome {
        /** By this callback. */
        PROCESSED,
        /** By an earlier one. */
        ALREADY_PROCESSED
    }
}
