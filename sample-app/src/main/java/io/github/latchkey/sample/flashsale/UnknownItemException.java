package io.github.latchkey.sample.flashsale;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such item on sale: 404. */
final class UnknownItemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownItemException(long itemId) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-sale"));
        setDetail("There is no sale " + itemId + ".");
    }
}
