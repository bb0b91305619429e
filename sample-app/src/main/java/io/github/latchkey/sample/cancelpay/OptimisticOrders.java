package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.cancelpay.Order.Status;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Orders that change their state before anything else, and only if nobody else has: whoever comes second waits in the database for the first
 * one's commit and then finds no row to change.
 */
@Service
class OptimisticOrders implements Orders {

    private final OrderRepository orders;
    private final OrderWorkflow workflow;

    OptimisticOrders(OrderRepository orders, OrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Order pay(long orderId) {
        return workflow.pay(claim(orderId, Status.PAID));
    }

    @Override
    @Transactional
    public Order cancel(long orderId) {
        return workflow.cancel(claim(orderId, Status.CANCELLED));
    }

    // The order as it was before the change.
    private Order claim(long orderId, Status wanted) {
        boolean claimed = orders.updateIfNew(orderId, wanted);
        Order order = orders.get(orderId);
        return claimed ? new Order(orderId, order.amountCents(), Status.NEW) : order;
    }
}
