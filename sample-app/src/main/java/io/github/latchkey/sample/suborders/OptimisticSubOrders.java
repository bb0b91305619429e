package io.github.latchkey.sample.suborders;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sub-orders that are completed only if nobody else has changed the main order meanwhile; who comes second has to begin anew. */
@Service
class OptimisticSubOrders implements SubOrders {

    private final SubOrderRepository orders;
    private final SubOrderWorkflow workflow;

    OptimisticSubOrders(SubOrderRepository orders, SubOrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public void complete(long mainOrderId, long subOrderId) {
        MainOrder order = orders.get(mainOrderId);
        workflow.complete(order, subOrderId);
        if (!orders.updateIfUnchanged(order)) {
            throw new OptimisticLockingFailureException("Main order " + mainOrderId + " was changed by somebody else");
        }
    }
}
