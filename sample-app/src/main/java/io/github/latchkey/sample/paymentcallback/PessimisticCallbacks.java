package io.github.latchkey.sample.paymentcallback;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Callbacks that lock the payment in the database, with a connection of each waiting caller. */
@Service
class PessimisticCallbacks implements Callbacks {

    private final CallbackRepository payments;
    private final CallbackWorkflow workflow;

    PessimisticCallbacks(CallbackRepository payments, CallbackWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Outcome paid(long paymentId) {
        return workflow.followUp(payments.getForUpdate(paymentId));
    }
}
