package io.github.latchkey.sample.paymentcallback;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Callbacks of which those for one payment come one after the other, in all processes. One that finds the lock busy is told so instead of
 * "processed", for the work may yet fail: the provider calls again.
 */
@Service
class LockedCallbacks implements Callbacks {

    private final CallbackRepository payments;
    private final CallbackWorkflow workflow;

    LockedCallbacks(CallbackRepository payments, CallbackWorkflow workflow) {
        this.payments = payments;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(key = "'callback:' + #paymentId", name = "payment-callback", waitMs = 200)
    @Transactional
    public Outcome paid(long paymentId) {
        return workflow.followUp(payments.get(paymentId));
    }
}
