package io.github.latchkey.sample.suborders;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The sub-order was completed before: 409. */
final class SubOrderDoneException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    SubOrderDoneException(long subOrderId) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:sub-order-done"));
        setDetail("Sub-order " + subOrderId + " has succeeded already.");
    }
}
