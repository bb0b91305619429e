package io.github.latchkey.sample.refund;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Refunds of which those of one payment queue up, in the order of their arrival, in all processes. */
@Service
class LockedRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;

    LockedRefunds(RefundRepository payments, RefundWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(key = "'payment:' + #paymentId", name = "payment-refund", waitMs = 30000, fair = true)
    @Transactional
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        return workflow.refund(payments.get(paymentId), refundId, amountCents);
    }
}
