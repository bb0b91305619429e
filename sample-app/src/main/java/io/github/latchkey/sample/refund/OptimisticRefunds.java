package io.github.latchkey.sample.refund;

import io.github.latchkey.sample.remote.IdempotencyKeyException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds that are stored before the money is moved, if so much is left, so that no transaction spans the gateway. A call that breaks in
 * between leaves a refund whose money has not moved yet, or has; the same call again, with the same id, moves it once.
 */
@Service
class OptimisticRefunds implements Refunds {

    private final RefundRepository payments;
    private final RefundWorkflow workflow;
    private final TransactionTemplate transaction;

    OptimisticRefunds(
            RefundRepository payments, RefundWorkflow workflow, PlatformTransactionManager transactionManager) {
        this.payments = payments;
        this.workflow = workflow;
        transaction = new TransactionTemplate(transactionManager);
    }

    @Override
    public RefundablePayment refund(long paymentId, String refundId, long amountCents) {
        RefundablePayment unused = payments.get(paymentId);
        boolean stored = !workflow.isDone(paymentId, refundId, amountCents) && store(paymentId, refundId, amountCents);
        try {
            // Also for a refund that was stored before: whether its money moved, only the gateway knows.
            workflow.move(paymentId, refundId, amountCents);
        } catch (IdempotencyKeyException e) {
            if (stored) {
                remove(paymentId, refundId, amountCents);
            }
            throw e;
        }
        return payments.get(paymentId);
    }

    private boolean store(long paymentId, String refundId, long amountCents) {
        try {
            transaction.executeWithoutResult(status -> {
                if (!payments.addRefundedIfLeft(paymentId, amountCents)) {
                    throw new RefundRefusedException(payments.get(paymentId), amountCents);
                }
                payments.insert(paymentId, refundId, amountCents);
            });
            return true;
        } catch (DuplicateKeyException e) {
            // The same refund twice at once, which must be one of the same amount.
            boolean unused = workflow.isDone(paymentId, refundId, amountCents);
            return false;
        }
    }

    private void remove(long paymentId, String refundId, long amountCents) {
        transaction.executeWithoutResult(status -> {
            payments.delete(paymentId, refundId);
            payments.addRefunded(paymentId, -amountCents);
        });
    }
}
