package io.github.latchkey.sample.refund;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedRefunds}, without the lock. */
@Service
class UnlockedRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;

    UnlockedRefunds(RefundRepository payments, RefundWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        return workflow.refund(payments.get(paymentId), refundId, amountCents);
    }
}
