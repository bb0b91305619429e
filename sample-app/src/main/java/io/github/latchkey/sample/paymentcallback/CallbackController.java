package io.github.latchkey.sample.paymentcallback;

import io.github.latchkey.sample.paymentcallback.Callbacks.Outcome;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments that wait for a callback, over HTTP. */
@RestController
@RequestMapping("/api/pending-payments")
@Tag(name = "C3 payment callback", description = "Callbacks that come twice")
final class CallbackController {

    private final CallbackRepository payments;
    private final Strategies<Callbacks> strategies;

    CallbackController(CallbackRepository payments, PaymentCallbackCase paymentCallback) {
        this.payments = payments;
        this.strategies = paymentCallback.strategies();
    }

    @Operation(summary = "Begins a payment that the provider will call back for")
    @PostMapping
    ResponseEntity<PendingPayment> create() {
        PendingPayment payment = payments.create();
        return ResponseEntity.created(URI.create("/api/pending-payments/" + payment.id()))
                .body(payment);
    }

    @Operation(summary = "Shows a payment's state and the number of its follow-ups")
    @GetMapping("/{id}")
    PendingPayment get(@PathVariable long id) {
        return payments.get(id);
    }

    @Operation(summary = "Call back as the provider does; call again unless the answer is 200")
    @PostMapping("/{id}/callback")
    CallbackAnswer callback(@PathVariable long id, @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        return new CallbackAnswer(strategies.named(strategy).paid(id));
    }

    private record CallbackAnswer(Outcome outcome) {}
}
