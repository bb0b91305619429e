package io.github.latchkey.sample.refund;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such payment: 404. */
final class UnknownPaymentException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownPaymentException(long paymentId) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-payment"));
        setDetail("There is no payment " + paymentId + ".");
    }
}
