package io.github.latchkey.sample.refund;

/**
 * All that was recorded for one payment.
 *
 * @param refunds refunds that are stored
 * @param refundedCents their sum
 * @param countedCents what the payment itself says of them
 * @param bookedCents what the gateway's books say was given back
 */
record RefundRecord(long id, long amountCents, long refunds, long refundedCents, long countedCents, long bookedCents) {

    boolean isOverRefunded() {
        return refundedCents > amountCents;
    }

    boolean isDifferentInBooks() {
        return refundedCents != bookedCents || refundedCents != countedCents;
    }
}
