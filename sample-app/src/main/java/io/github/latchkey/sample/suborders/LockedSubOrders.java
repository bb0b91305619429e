package io.github.latchkey.sample.suborders;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sub-orders of which those of one main order are completed one after the other, in all processes. */
@Service
class LockedSubOrders implements SubOrders {

    private final SubOrderRepository orders;
    private final SubOrderWorkflow workflow;

    LockedSubOrders(SubOrderRepository orders, SubOrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(key = "'main-order:' + #mainOrderId", name = "sub-order-complete", waitMs = 30000)
    @Transactional
    public void complete(long mainOrderId, long subOrderId) {
        workflow.complete(orders.get(mainOrderId), subOrderId);
    }
}
