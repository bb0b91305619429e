package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Completing a sub-order as services do it: write, look at the others, talk to others, write. */
@Component
final class SubOrderWorkflow {

    private final SubOrderRepository orders;

    SubOrderWorkflow(SubOrderRepository orders) {
        this.orders = orders;
    }

    void complete(MainOrder order, long subOrderId) {
        orders.finish(order.id(), subOrderId);
        long unfinished = orders.unfinished(order.id());
        // The customer is told how many parts are still to come.
        RemoteCall.make();
        if (unfinished == 0) {
            orders.complete(order.id());
        }
    }
}
