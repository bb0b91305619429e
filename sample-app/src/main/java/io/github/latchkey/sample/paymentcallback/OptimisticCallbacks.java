package io.github.latchkey.sample.paymentcallback;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Callbacks that change the state before anything else, and only if nobody else has: whoever comes second waits in the database for the
 * first one's commit, so that "already processed" is true when it is said.
 */
@Service
class OptimisticCallbacks implements Callbacks {

    private final CallbackRepository payments;
    private final CallbackWorkflow workflow;

    OptimisticCallbacks(CallbackRepository payments, CallbackWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Outcome paid(long paymentId) {
        boolean claimed = payments.updateIfWaiting(paymentId, PendingPayment.PROCESSED);
        PendingPayment payment = payments.get(paymentId);
        return workflow.followUp(claimed ? payment.asWaiting() : payment);
    }
}
