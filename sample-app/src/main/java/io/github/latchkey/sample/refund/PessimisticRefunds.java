package io.github.latchkey.sample.refund;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Refunds that lock the payment in the database, with a connection of each waiting caller. */
@Service
class PessimisticRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;

    PessimisticRefunds(RefundRepository payments, RefundWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        return workflow.refund(payments.getForUpdate(paymentId), refundId, amountCents);
    }
}
