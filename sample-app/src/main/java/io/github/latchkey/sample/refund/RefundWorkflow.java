package io.github.latchkey.sample.refund;

import io.github.latchkey.sample.remote.PaymentGateway;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Refunding as services do it: look at the payment, have the money moved, write. */
@Component
final class RefundWorkflow {

    private final RefundRepository payments;
    private final PaymentGateway gateway;

    RefundWorkflow(RefundRepository payments, PaymentGateway gateway) {
        this.payments = payments;
        this.gateway = gateway;
    }

    RefundablePayment refund(RefundablePayment payment, String refundId, long amountCents) {
        if (isDone(payment.id(), refundId, amountCents)) {
            return payment;
        }
        if (amountCents > payment.left()) {
            throw new RefundRefusedException(payment, amountCents);
        }
        move(payment.id(), refundId, amountCents);
        payments.insert(payment.id(), refundId, amountCents);
        payments.addRefunded(payment.id(), amountCents);
        return payment.plusRefunded(amountCents);
    }

    boolean isDone(long paymentId, String refundId, long amountCents) {
        Optional<Long> before = payments.find(paymentId, refundId);
        if (before.isPresent() && before.get() != amountCents) {
            throw new RefundIdException(refundId, before.get());
        }
        return before.isPresent();
    }

    // Where the transaction is rolled back after this, the caller's next try with the same id finds the money moved,
    // once.
    void move(long paymentId, String refundId, long amountCents) {
        gateway.refund("refund-" + paymentId + "-" + refundId, "refund-" + paymentId, amountCents);
    }
}
