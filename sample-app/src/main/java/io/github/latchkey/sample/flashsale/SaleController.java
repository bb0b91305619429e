package io.github.latchkey.sample.flashsale;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Flash sales over HTTP. */
@RestController
@RequestMapping("/api/sales")
@Tag(name = "C2 flash sale", description = "More users than items")
final class SaleController {

    private static final long MAX_STOCK = 1_000_000;

    private final SaleRepository sales;
    private final Strategies<Sales> strategies;

    SaleController(SaleRepository sales, FlashSaleCase flashSale) {
        this.sales = sales;
        this.strategies = flashSale.strategies();
    }

    @Operation(summary = "Puts so many of an item on sale")
    @PostMapping
    ResponseEntity<Item> create(@RequestBody NewSale body) {
        Item item = sales.create(InvalidRequestException.inRange("stock", body.stock(), 1, MAX_STOCK));
        return ResponseEntity.created(URI.create("/api/sales/" + item.id())).body(item);
    }

    @Operation(summary = "Shows a sale, and how many of its items remain")
    @GetMapping("/{id}")
    Item get(@PathVariable long id) {
        return sales.get(id);
    }

    @Operation(summary = "Orders one item for a user, who gets no second one")
    @PostMapping("/{id}/orders")
    @ResponseStatus(HttpStatus.CREATED)
    SaleOrder order(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long userId,
            @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        long user = InvalidRequestException.inRange("userId", userId, 1, Long.MAX_VALUE);
        return strategies.named(strategy).order(id, user);
    }

    private record NewSale(@Nullable Long stock) {}
}
