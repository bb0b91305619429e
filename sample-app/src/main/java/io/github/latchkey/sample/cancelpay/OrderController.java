package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/api/orders")
final class OrderController {

    private static final long MAX_AMOUNT_CENTS = 100_000_000;

    private final OrderRepository orders;
    private final Strategies<Orders> strategies;

    OrderController(OrderRepository orders, CancelPayCase cancelPay) {
        this.orders = orders;
        this.strategies = cancelPay.strategies();
    }

    @PostMapping
    ResponseEntity<Order> create(@RequestBody NewOrder body) {
        long amount = InvalidRequestException.inRange("amountCents", body.amountCents(), 1, MAX_AMOUNT_CENTS);
        Order order = orders.create(amount);
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
    }

    @GetMapping("/{id}")
    Order get(@PathVariable long id) {
        return orders.get(id);
    }

    @PostMapping("/{id}/pay")
    Order pay(@PathVariable long id, @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        return strategies.named(strategy).pay(id);
    }

    @PostMapping("/{id}/cancel")
    Order cancel(@PathVariable long id, @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        return strategies.named(strategy).cancel(id);
    }

    private record NewOrder(@Nullable Long amountCents) {}
}
