package io.github.latchkey.sample.orders;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedOrders}, without the lock. */
@Service
class UnlockedOrders implements Orders {

    private final OrderWorkflow workflow;

    UnlockedOrders(OrderWorkflow workflow) {
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Order pay(long orderId) {
        return workflow.pay(orderId);
    }

    @Override
    @Transactional
    public Order cancel(long orderId) {
        return workflow.cancel(orderId);
    }
}
