package io.github.latchkey.sample.orders;

import io.github.latchkey.sample.orders.Order.Status;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Paying and cancelling as services do it: read the order, talk to the payment gateway, write. */
@Component
final class OrderWorkflow {

    private final OrderRepository orders;

    OrderWorkflow(OrderRepository orders) {
        this.orders = orders;
    }

    Order pay(long orderId) {
        Order order = newOrder(orderId, "paid");
        callGateway();
        orders.insertPayment(orderId, order.amountCents());
        return orders.update(order, Status.PAID);
    }

    Order cancel(long orderId) {
        Order order = newOrder(orderId, "cancelled");
        callGateway();
        orders.insertCancellation(orderId);
        return orders.update(order, Status.CANCELLED);
    }

    private Order newOrder(long orderId, String wanted) {
        Order order = orders.get(orderId);
        if (order.status() != Status.NEW) {
            throw new OrderStateException(order, wanted);
        }
        return order;
    }

    private static void callGateway() {
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(5_000, 20_001));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the payment gateway", e);
        }
    }
}
