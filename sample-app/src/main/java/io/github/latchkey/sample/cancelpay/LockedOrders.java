package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders of which each is paid or cancelled by one caller at a time, in all processes. */
@Service
class LockedOrders implements Orders {

    private final OrderRepository orders;
    private final OrderWorkflow workflow;

    LockedOrders(OrderRepository orders, OrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(key = "'order:' + #orderId", name = "order-pay", waitMs = 2000, leaseMs = 30000)
    @Transactional
    public Order pay(long orderId) {
        return workflow.pay(orders.get(orderId));
    }

    @Override
    @DistributedLock(key = "'order:' + #orderId", name = "order-cancel", waitMs = 2000, leaseMs = 30000)
    @Transactional
    public Order cancel(long orderId) {
        return workflow.cancel(orders.get(orderId));
    }
}
