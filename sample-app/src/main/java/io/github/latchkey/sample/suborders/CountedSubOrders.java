package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.remote.RemoteCall;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sub-orders that are counted in their main order: the one that reaches the total completes it. The count is right only where all parts of
 * a main order are completed in this way.
 */
@Service
class CountedSubOrders implements SubOrders {

    private final SubOrderRepository orders;

    CountedSubOrders(SubOrderRepository orders) {
        this.orders = orders;
    }

    @Override
    @Transactional
    public void complete(long mainOrderId, long subOrderId) {
        orders.finish(mainOrderId, subOrderId);
        // The customer is told before the count, which locks the main order's row until the commit.
        RemoteCall.make();
        if (orders.countDone(mainOrderId)) {
            orders.complete(mainOrderId);
        }
    }
}
