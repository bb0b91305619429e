package io.github.latchkey.sample.cancelpay;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders of which each is locked in the database, with a connection of each waiting caller. */
@Service
class PessimisticOrders implements Orders {

    private final OrderRepository orders;
    private final OrderWorkflow workflow;

    PessimisticOrders(OrderRepository orders, OrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public Order pay(long orderId) {
        return workflow.pay(orders.getForUpdate(orderId));
    }

    @Override
    @Transactional
    public Order cancel(long orderId) {
        return workflow.cancel(orders.getForUpdate(orderId));
    }
}
