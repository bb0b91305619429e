package io.github.latchkey.sample.merchantorder;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders of merchants over HTTP. */
@RestController
@RequestMapping("/api/merchant-orders")
@Tag(name = "C4 merchant order", description = "An order number that is submitted many times")
final class MerchantOrderController {

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final MerchantOrderRepository orders;
    private final Strategies<MerchantOrders> strategies;

    MerchantOrderController(MerchantOrderRepository orders, MerchantOrderCase merchantOrder) {
        this.orders = orders;
        this.strategies = merchantOrder.strategies();
    }

    @Operation(summary = "Takes an order under the merchant's own number, once")
    @PostMapping
    ResponseEntity<MerchantOrder> submit(
            @RequestBody Submission body, @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        long merchantId = InvalidRequestException.inRange("merchantId", body.merchantId(), 1, Long.MAX_VALUE);
        MerchantOrder order = strategies.named(strategy).submit(merchantId, number(body.outTradeNo()));
        return ResponseEntity.created(URI.create("/api/merchant-orders/" + order.id()))
                .body(order);
    }

    @Operation(summary = "Shows an order")
    @GetMapping("/{id}")
    MerchantOrder get(@PathVariable long id) {
        return orders.get(id);
    }

    private static String number(@Nullable String outTradeNo) {
        String rule = "1 to 64 letters of a to z, digits, '-' or '_'.";
        if (outTradeNo == null) {
            throw new InvalidRequestException("outTradeNo is missing; give " + rule);
        }
        if (!NUMBER.matcher(outTradeNo).matches()) {
            throw new InvalidRequestException("outTradeNo is '" + outTradeNo + "', but must be " + rule);
        }
        return outTradeNo;
    }

    private record Submission(@Nullable Long merchantId, @Nullable String outTradeNo) {}
}
