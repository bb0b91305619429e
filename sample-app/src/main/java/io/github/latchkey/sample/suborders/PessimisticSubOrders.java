package io.github.latchkey.sample.suborders;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sub-orders that lock the main order in the database, with a connection of each waiting caller. */
@Service
class PessimisticSubOrders implements SubOrders {

    private final SubOrderRepository orders;
    private final SubOrderWorkflow workflow;

    PessimisticSubOrders(SubOrderRepository orders, SubOrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public void complete(long mainOrderId, long subOrderId) {
        workflow.complete(orders.getForUpdate(mainOrderId), subOrderId);
    }
}
