package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "C1 cancel against pay", description = "An order that is paid and cancelled at the same time")
final class OrderController {

    private static final long MAX_AMOUNT_CENTS = 100_000_000;
    private static final String ID = "The order's id";
    private static final String STRATEGY = "What keeps callers apart: none, lock, pessimistic or optimistic";
    private static final String BAD_STRATEGY = "There is no such strategy, or the id is not a whole number";

    private final OrderRepository orders;
    private final Strategies<Orders> strategies;

    OrderController(OrderRepository orders, CancelPayCase cancelPay) {
        this.orders = orders;
        this.strategies = cancelPay.strategies();
    }

    @Operation(summary = "Creates an order")
    @ApiResponse(responseCode = "201", description = "The order; Location says where it can be read")
    @ApiResponse(responseCode = "400", description = "The amount is missing or out of its limits")
    @PostMapping
    ResponseEntity<Order> create(@RequestBody NewOrder body) {
        long amount = InvalidRequestException.inRange("amountCents", body.amountCents(), 1, MAX_AMOUNT_CENTS);
        Order order = orders.create(amount);
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
    }

    @Operation(summary = "Shows an order")
    @ApiResponse(responseCode = "200", description = "The order")
    @ApiResponse(responseCode = "400", description = "The id is not a whole number")
    @ApiResponse(responseCode = "404", description = "There is no such order")
    @GetMapping("/{id}")
    Order get(@PathVariable @Parameter(description = ID) long id) {
        return orders.get(id);
    }

    @Operation(summary = "Captures the money of an order and marks it paid")
    @ApiResponse(responseCode = "200", description = "The order, paid")
    @ApiResponse(responseCode = "400", description = BAD_STRATEGY)
    @ApiResponse(responseCode = "404", description = "There is no such order")
    @ApiResponse(responseCode = "409", description = "The order was paid or cancelled before, or somebody is at it")
    @PostMapping("/{id}/pay")
    Order pay(
            @PathVariable @Parameter(description = ID) long id,
            @RequestParam(defaultValue = Strategies.DEFAULT) @Parameter(description = STRATEGY) String strategy) {
        return strategies.named(strategy).pay(id);
    }

    @Operation(summary = "Cancels an order")
    @ApiResponse(responseCode = "200", description = "The order, cancelled")
    @ApiResponse(responseCode = "400", description = BAD_STRATEGY)
    @ApiResponse(responseCode = "404", description = "There is no such order")
    @ApiResponse(responseCode = "409", description = "The order was paid or cancelled before, or somebody is at it")
    @PostMapping("/{id}/cancel")
    Order cancel(
            @PathVariable @Parameter(description = ID) long id,
            @RequestParam(defaultValue = Strategies.DEFAULT) @Parameter(description = STRATEGY) String strategy) {
        return strategies.named(strategy).cancel(id);
    }

    private record NewOrder(
            @Schema(description = "Price in cents", minimum = "1", maximum = "100000000", example = "1999") @Nullable Long amountCents) {}
}
