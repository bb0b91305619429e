package io.github.latchkey.sample.refund;

import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.Guard;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedRefunds}, and the database itself refuses a holder that others have come after. */
@Service
class FencedRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;

    FencedRefunds(RefundRepository payments, RefundWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(
            key = "'payment:' + #paymentId",
            name = "payment-refund-fenced",
            waitMs = 30000,
            fair = true,
            guard = Guard.FENCE)
    @Transactional
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        return workflow.refund(payments.get(paymentId), refundId, amountCents);
    }
}
