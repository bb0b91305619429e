package io.github.latchkey.sample.refund;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The id belongs to a refund of another amount: 409. */
final class RefundIdException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    RefundIdException(String refundId, long amountCents) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:refund-id"));
        setDetail("Refund '" + refundId + "' is one of " + amountCents + " cents; take another refundId.");
    }
}
