package io.github.latchkey.sample.suborders;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The same as {@link LockedSubOrders}, without the lock: the last two do not see each other's change, which is not committed yet, so that
 * neither of them is the last.
 */
@Service
class UnlockedSubOrders implements SubOrders {

    private final SubOrderRepository orders;
    private final SubOrderWorkflow workflow;

    UnlockedSubOrders(SubOrderRepository orders, SubOrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public void complete(long mainOrderId, long subOrderId) {
        workflow.complete(orders.get(mainOrderId), subOrderId);
    }
}
