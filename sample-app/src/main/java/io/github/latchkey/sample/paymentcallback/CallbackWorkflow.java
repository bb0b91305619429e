package io.github.latchkey.sample.paymentcallback;

import io.github.latchkey.sample.paymentcallback.Callbacks.Outcome;
import io.github.latchkey.sample.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Following up a payment as services do it: look at it, talk to others, write. */
@Component
final class CallbackWorkflow {

    private final CallbackRepository payments;

    CallbackWorkflow(CallbackRepository payments) {
        this.payments = payments;
    }

    Outcome followUp(PendingPayment payment) {
        if (!payment.isWaiting()) {
            return Outcome.ALREADY_PROCESSED;
        }
        // The shop looks up whom to tell.
        RemoteCall.make();
        payments.insertFollowUp(payment.id());
        payments.update(payment.id(), PendingPayment.PROCESSED);
        return Outcome.PROCESSED;
    }
}
