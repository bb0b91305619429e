package io.github.latchkey.sample.refund;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** More was asked for than is left of the payment: 409. */
final class RefundRefusedException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    RefundRefusedException(RefundablePayment payment, long amountCents) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:refund-refused"));
        setDetail("Payment " + payment.id() + " has " + payment.left() + " cents left to refund, so " + amountCents
                + " cannot be refunded.");
    }
}
