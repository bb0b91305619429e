package io.github.latchkey.sample.cancelpay;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedOrders}, without the lock. */
@Service
class UnlockedOrders implements Orders {

    private final OrderRepository orders;
    private final OrderWorkflow workflow;

    UnlockedOrders(OrderRepository orders, OrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Order pay(long orderId) {
        return workflow.pay(orders.get(orderId));
    }

    @Override
    @Transactional
    public Order cancel(long orderId) {
        return workflow.cancel(orders.get(orderId));
    }
}
