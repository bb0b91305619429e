package io.github.latchkey.sample.cancelpay;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such order: 404. */
final class UnknownOrderException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownOrderException(long orderId) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-order"));
        setDetail("There is no order " + orderId + ".");
    }
}
