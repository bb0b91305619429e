package io.github.latchkey.sample.refund;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments and their refunds over HTTP. */
@RestController
@RequestMapping("/api/payments")
@Tag(name = "C5 refund", description = "Partial refunds of one payment")
final class RefundController {

    private static final long MAX_AMOUNT_CENTS = 100_000_000;
    // As long as a UUID, so that the gateway's key has room for the payment's number.
    private static final int MAX_ID_LENGTH = 36;

    private final RefundRepository payments;
    private final Strategies<Refunds> strategies;

    RefundController(RefundRepository payments, RefundCase refund) {
        this.payments = payments;
        this.strategies = refund.strategies();
    }

    @Operation(summary = "Stores a payment")
    @PostMapping
    ResponseEntity<RefundablePayment> create(@RequestBody NewPayment body) {
        long amount = InvalidRequestException.inRange("amountCents", body.amountCents(), 1, MAX_AMOUNT_CENTS);
        RefundablePayment payment = payments.create(amount);
        return ResponseEntity.created(URI.create("/api/payments/" + payment.id()))
                .body(payment);
    }

    @Operation(summary = "Shows a payment and how much of it was refunded")
    @GetMapping("/{id}")
    RefundablePayment get(@PathVariable long id) {
        return payments.get(id);
    }

    @Operation(summary = "Refunds a part of a payment, once for each refundId")
    @PostMapping("/{id}/refunds")
    RefundablePayment refund(
            @PathVariable long id,
            @RequestBody NewRefund body,
            @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        long amount = InvalidRequestException.inRange("amountCents", body.amountCents(), 1, MAX_AMOUNT_CENTS);
        return strategies.named(strategy).refund(id, body.idOrNewOne(), amount);
    }

    private record NewPayment(@Nullable Long amountCents) {}

    private record NewRefund(@Nullable Long amountCents, @Nullable String refundId) {

        String idOrNewOne() {
            if (refundId == null) {
                return UUID.randomUUID().toString();
            }
            if (refundId.isBlank() || refundId.length() > MAX_ID_LENGTH) {
                throw new InvalidRequestException("refundId is '" + refundId + "', but must have from 1 to "
                        + MAX_ID_LENGTH + " characters; leave it out for one that is made up.");
            }
            return refundId;
        }
    }
}
