package io.github.latchkey.sample.refund;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Refunds that set their amount aside before anything else, if so much is left, and move the money without a transaction around it. A
 * process that dies in between leaves an amount set aside, which somebody has to look after.
 */
@Service
class OptimisticRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;

    OptimisticRefunds(RefundRepository payments, RefundWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        RefundablePayment payment = payments.get(paymentId);
        if (workflow.isDone(paymentId, refundId, amountCents)) {
            return payment;
        }
        if (!payments.addRefundedIfLeft(paymentId, amountCents)) {
            throw new RefundRefusedException(payments.get(paymentId), amountCents);
        }
        move(paymentId, refundId, amountCents);
        store(paymentId, refundId, amountCents);
        return payments.get(paymentId);
    }

    private void move(long paymentId, String refundId, long amountCents) {
        try {
            workflow.move(paymentId, refundId, amountCents);
        } catch (RuntimeException e) {
            payments.addRefunded(paymentId, -amountCents);
            throw e;
        }
    }

    private void store(long paymentId, String refundId, long amountCents) {
        try {
            payments.insert(paymentId, refundId, amountCents);
        } catch (DuplicateKeyException e) {
            // The same refund twice at once: the money was moved once, but both have set it aside.
            payments.addRefunded(paymentId, -amountCents);
        }
    }
}
