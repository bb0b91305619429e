package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.cancelpay.Order.Status;
import io.github.latchkey.sample.remote.PaymentGateway;
import io.github.latchkey.sample.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Paying and cancelling as services do it: look at the order, talk to others, write. */
@Component
final class OrderWorkflow {

    private final OrderRepository orders;
    private final PaymentGateway gateway;

    OrderWorkflow(OrderRepository orders, PaymentGateway gateway) {
        this.orders = orders;
        this.gateway = gateway;
    }

    Order pay(Order order) {
        refuseUnlessNew(order, "paid");
        gateway.charge("order-" + order.id(), "order-" + order.id(), order.amountCents());
        orders.insertPayment(order.id(), order.amountCents());
        return orders.update(order, Status.PAID);
    }

    Order cancel(Order order) {
        refuseUnlessNew(order, "cancelled");
        // The warehouse has to be told.
        RemoteCall.make();
        orders.insertCancellation(order.id());
        return orders.update(order, Status.CANCELLED);
    }

    private static void refuseUnlessNew(Order order, String wanted) {
        if (order.status() != Status.NEW) {
            throw new OrderStateException(order, wanted);
        }
    }
}
