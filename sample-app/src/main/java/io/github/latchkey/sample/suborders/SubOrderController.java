package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Main orders and their sub-orders over HTTP. */
@RestController
@RequestMapping("/api/main-orders")
@Tag(name = "C6 sub-orders", description = "Parts that complete their main order")
final class SubOrderController {

    private static final int MAX_SUB_ORDERS = 100;

    private final SubOrderRepository orders;
    private final Strategies<SubOrders> strategies;

    SubOrderController(SubOrderRepository orders, SubOrderCase subOrders) {
        this.orders = orders;
        this.strategies = subOrders.strategies();
    }

    @Operation(summary = "Create a main order with a number of sub-orders")
    @PostMapping
    ResponseEntity<OrderWithParts> create(@RequestBody NewMainOrder body) {
        long total = InvalidRequestException.inRange("subOrders", body.subOrders(), 1, MAX_SUB_ORDERS);
        long id = orders.create((int) total);
        return ResponseEntity.created(URI.create("/api/main-orders/" + id)).body(get(id));
    }

    @Operation(summary = "Shows a main order with its sub-orders, and how often it was completed")
    @GetMapping("/{id}")
    OrderWithParts get(@PathVariable long id) {
        MainOrder order = orders.get(id);
        return new OrderWithParts(id, order.status(), order.completions(), orders.subOrders(id));
    }

    @Operation(summary = "Complete a sub-order, and with the last one its main order; use one strategy for all of them")
    @PostMapping("/{id}/sub-orders/{subOrderId}/complete")
    OrderWithParts complete(
            @PathVariable long id,
            @PathVariable long subOrderId,
            @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        strategies.named(strategy).complete(id, subOrderId);
        return get(id);
    }

    private record NewMainOrder(@Nullable Long subOrders) {}

    private record OrderWithParts(long id, Status status, long completions, List<SubOrder> subOrders) {}
}
