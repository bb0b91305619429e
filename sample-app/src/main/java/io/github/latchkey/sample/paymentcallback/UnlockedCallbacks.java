package io.github.latchkey.sample.paymentcallback;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedCallbacks}, without the lock. */
@Service
class UnlockedCallbacks implements Callbacks {

    private final CallbackRepository payments;
    private final CallbackWorkflow workflow;

    UnlockedCallbacks(CallbackRepository payments, CallbackWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Outcome paid(long paymentId) {
        return workflow.followUp(payments.get(paymentId));
    }
}
