package io.github.latchkey.sample.paymentcallback;

/**
 * A payment that the provider calls back for.
 *
 * @param state 0 while nothing was heard of it, 1 when its callback was processed
 * @param followUps messages that were sent because of it
 */
record PendingPayment(long id, int state, long followUps) {

    static final int WAITING = 0;
    static final int PROCESSED = 1;

    boolean isWaiting() {
        return state == WAITING;
    }

    /** Returns the payment as it was before the caller has claimed it. */
    PendingPayment asWaiting() {
        return new PendingPayment(id, WAITING, followUps);
    }
}
