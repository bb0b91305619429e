package io.github.latchkey.sample.suborders;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such order, main or sub: 404. */
final class UnknownSubOrderException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownSubOrderException(String detail) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-sub-order"));
        setDetail(detail);
    }
}
